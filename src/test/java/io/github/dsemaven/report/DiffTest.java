/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTest {
    @TempDir
    Path folder;

    @Test
    void namesTheNumbersThatMovedSinceABundleTheLargestFirst() throws IOException {
        SmallExploration before = new SmallExploration(folder.resolve("before")).made(100, 5);
        Path zip = folder.resolve("before.zip");
        new Bundle(before.provenance()).write(zip, Bundle.NO_TIME);
        SmallExploration after = new SmallExploration(folder.resolve("after")).made(101, 6);

        Comparison comparison;
        try (Snapshot bundle = Snapshot.read(zip)) {
            comparison = Comparison.of(bundle, Snapshot.of(after.content(), after.output));
        }
        List<Path> files = new Diff(comparison).write(folder.resolve("diff"));

        assertThat(new Diff(comparison).words(2))
                .containsExactly(
                        "3 of 8 numbers moved; 0 figures are new, 0 are gone",
                        "  figures/toytext_ppl_vs_quant, toy | fp16: 5 -> 6 (+20.00 %)",
                        "  perplexity, toytext/toy/fp16: 5 -> 6 (+20.00 %)",
                        "  and 1 more");
        assertThat(files).allMatch(Files::isRegularFile);
        assertThat(Files.readString(folder.resolve("diff/diff.csv")))
                .contains("figures/toy_mem_total_vs_context,'-1 | 4096,100,101,0.01\n");
        assertThat(Files.readString(folder.resolve("diff/diff.svg")))
                .contains("<title>figures/toy_mem_total_vs_context, -1 | 4096: 100 -&gt; 101 (+1.00 %)</title>");
    }

    @Test
    void aBundleIsLetGoAfterwards() throws IOException {
        SmallExploration toy = new SmallExploration(folder).made(100, 5);
        Path zip = folder.resolve("toy.zip");
        new Bundle(toy.provenance()).write(zip, Bundle.NO_TIME);
        Snapshot bundle = Snapshot.read(zip);
        ReportFigure figure = bundle.figures().get("figures/" + SmallExploration.MEMORY);

        assertThat(figure.data().points()).hasSize(3);
        bundle.close();
        assertThatThrownBy(figure::data).isInstanceOf(ClosedFileSystemException.class);
    }

    @Test
    void theSameIsTheSame() {
        SmallExploration toy = new SmallExploration(folder).made(100, 5);
        Comparison comparison = Comparison.of(Snapshot.read(toy.output), Snapshot.of(toy.content(), toy.output));

        assertThat(comparison.same()).isTrue();
        assertThat(new Diff(comparison).words(5)).containsExactly("Nothing moved: 8 numbers are the same");
    }

    @Test
    void whatIsNoSnapshotIsSaid() throws IOException {
        assertThatThrownBy(() -> Snapshot.read(folder.resolve("none.zip")))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("none.zip: does not exist. Run mvn dse:baseline");
        Path text = Files.writeString(folder.resolve("a.zip"), "no zip");
        assertThatThrownBy(() -> Snapshot.read(text)).hasMessageContaining("is no ZIP file");
        assertThatThrownBy(() -> Snapshot.read(Files.createDirectories(folder.resolve("empty"))))
                .hasMessageContaining("holds no figure data");
    }

    @Test
    void aChangeInDigitsNotShownShowsThem() {
        var change = new Change("f", "p", OptionalDouble.of(1), OptionalDouble.of(1.000000001));
        assertThat(change.words()).isEqualTo("1 -> 1.000000001 (+0.00 %)");
    }
}
