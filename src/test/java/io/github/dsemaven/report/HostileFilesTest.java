/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.dsemaven.SpecialFiles;
import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that would take all memory, every call or no end of time. */
class HostileFilesTest {
    private static final List<String> PLUGIN = List.of("<plugin>", "</plugin>");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":["})
    void jsonMayBeNestedAsDeepAsItLikes(String open) throws IOException {
        Path file = Files.writeString(folder.resolve("deep.json"), "{\"a\":" + open.repeat(100_000));

        assertThatThrownBy(() -> JsonTree.read(file))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("deep.json: is not a JSON object");
    }

    @Test
    void aBundleThatUnpacksToGigabytesIsRefused() throws IOException {
        Path bomb = folder.resolve("bomb.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("figures/data/a.json"));
            for (int i = 0; i < 520; i++) {
                zip.write(new byte[1 << 20]);
            }
        }

        assertThatThrownBy(() -> Snapshot.read(bomb))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("a.json: is larger than 512 MiB");
    }

    @Test
    void aPipeInPlaceOfABundleIsNotOpened() throws IOException {
        Path pipe = SpecialFiles.pipe(folder.resolve("p.zip"));

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatThrownBy(() -> Snapshot.read(pipe))
                        .isInstanceOf(DseException.class)
                        .hasMessageContaining("is a named pipe, not a folder or a bundle"));
    }

    @Test
    void aPomMayHaveLongTagsAndDeepElements() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            String attributes = "<project " + "a='b>c' ".repeat(100_000) + ">\n</project>";
            assertThat(new PomText(attributes).withPlugin(PLUGIN)).contains("<plugin>\n");

            String deep = "<project>" + "<a>".repeat(100_000) + "</a>".repeat(100_000) + "</project>";
            assertThat(new PomText(deep).withPlugin(PLUGIN)).contains("<plugin>\n");

            String open = "<project>" + "<a ".repeat(100_000);
            assertThatThrownBy(() -> new PomText(open).withPlugin(PLUGIN)).isInstanceOf(DseException.class);
            String comment = "<project>" + "<!-- ".repeat(100_000);
            assertThatThrownBy(() -> new PomText(comment).withPlugin(PLUGIN)).isInstanceOf(DseException.class);
        });
    }

    @Test
    void starsInARuleAreTriedOnce() {
        var rule = new PerplexityRule(
                "*a".repeat(50) + "b",
                "*",
                "q*_1",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(rule.covers(evaluation("a".repeat(5_000), "q4f16_1"))).isFalse();
            assertThat(rule.covers(evaluation("a".repeat(5_000) + "b", "q4f16_1")))
                    .isTrue();
            assertThat(rule.covers(evaluation("a".repeat(5_000) + "b", "q4f16_0")))
                    .isFalse();
            assertThat(rule.covers(evaluation("a".repeat(49) + "b", "q4f16_1"))).isFalse();
        });
    }

    @Test
    void whatOnlyJavaTakesForANumberIsText() {
        assertThat(List.of("3d", "0x1p3", "1f", "NaN", "1e999", "", "4096.0", "-1", "1e-05"))
                .map(TracedFile::normal)
                .containsExactly("3d", "0x1p3", "1f", "NaN", "1e999", "", "4096", "-1", "0.00001");
    }

    private static Evaluation evaluation(String dataset, String quantization) {
        return new Evaluation(
                dataset,
                "m",
                quantization,
                "",
                "",
                0,
                0,
                "test",
                "",
                5,
                Optional.empty(),
                OptionalDouble.empty(),
                0,
                OptionalDouble.empty(),
                Optional.empty(),
                new Evaluation.Windows(),
                false);
    }
}
