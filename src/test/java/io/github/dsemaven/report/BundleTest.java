/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
    private static final Instant TIME = Instant.parse("2026-11-24T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void holdsWhatTheManifestNamesAndTheManifest() throws IOException {
        SmallExploration toy = new SmallExploration(folder).made(100.5, 5);
        SmallExploration.write(toy.output.resolve("environment.json"), "{}");
        Path zip = folder.resolve("target/toy-dse-report.zip");

        assertThat(new Bundle(toy.provenance()).write(zip, TIME)).isTrue();

        try (var file = new ZipFile(zip.toFile())) {
            List<String> names = file.stream().map(ZipEntry::getName).toList();
            assertThat(names)
                    .isSorted()
                    .contains("manifest.json", "figures/toy_mem_total_vs_context.svg", "toytext_ppl_details.json")
                    .doesNotContain("environment.json");
        }
    }

    @Test
    void isTheSameInEveryFolderAndTimeZoneAndIsNotWrittenTwice() throws IOException {
        Path here = write("here");
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(write("there")).hasSameBinaryContentAs(here);
        } finally {
            TimeZone.setDefault(zone);
        }
        SmallExploration toy = new SmallExploration(folder.resolve("here"));
        assertThat(new Bundle(toy.provenance()).write(here, TIME)).isFalse();
        Files.writeString(here, "damaged");
        assertThat(new Bundle(toy.provenance()).write(here, TIME)).isTrue();
        toy.made(1, 5);
        assertThat(new Bundle(toy.provenance()).write(here, TIME)).isTrue();
    }

    @Test
    void isFoundAgainWhereNothingSaysAnyMoreWhereItLies() throws IOException {
        Path zip = write("here");
        SmallExploration toy = new SmallExploration(folder.resolve("here"));
        byte[] made = Files.readAllBytes(zip);

        Files.writeString(zip, "edited");
        new Bundle(toy.provenance()).drop();
        assertThat(zip).exists();

        Files.write(zip, made);
        new Bundle(toy.provenance()).write(zip, TIME);
        new Bundle(toy.provenance()).drop();
        assertThat(zip).doesNotExist();
        new Bundle(toy.provenance()).drop();
    }

    @Test
    void outsideOfTheBuildsFolderItStays() {
        SmallExploration toy = new SmallExploration(folder).made(100.5, 5);
        Path zip = folder.resolve("releases/toy.zip");
        new Bundle(toy.provenance()).write(zip, TIME);

        new Bundle(toy.provenance()).drop();

        assertThat(zip).exists();
    }

    @Test
    void withoutAManifestThereIsNoBundle() {
        SmallExploration toy = new SmallExploration(folder);
        assertThatThrownBy(() -> new Bundle(toy.provenance()).write(folder.resolve("a.zip"), TIME))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("manifest.json: is missing. Run a goal that draws");
    }

    private Path write(String name) {
        SmallExploration toy = new SmallExploration(folder.resolve(name)).made(100.5, 5);
        Path zip = folder.resolve(name).resolve("target/toy.zip");
        new Bundle(toy.provenance()).write(zip, TIME);
        return zip;
    }
}
