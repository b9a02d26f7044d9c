/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.artifact.SealedFile;
import io.github.dsemaven.artifact.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of what a goal left in its cache and below {@code target}, the next run ends with the same files. */
class DamagedRecordsTest {
    @TempDir
    Path folder;

    private Path project;
    private Path cache;
    private Path svg;
    private Path manifest;
    private byte[] published;

    @BeforeEach
    void aRun() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(Files.createDirectories(project.resolve("dse")).resolve("a.csv"), "x,y\n1,2\n");
        cache = folder.resolve("cache");
        svg = project.resolve("target/dse/figures/a.svg");
        manifest = project.resolve("target/dse/manifest.json");
        run();
        published = Files.readAllBytes(manifest);
    }

    private Decision run() throws IOException {
        Provenance provenance = new Provenance(Folders.of(project, project.resolve("target"), Optional.of(cache)));
        Step step = provenance
                .step("plot", "default")
                .inputs(List.of(project.resolve("dse/a.csv")))
                .parameter("theme", "light")
                .begin();
        Decision decision = step.decide();
        if (decision instanceof Decision.Run) {
            Files.createDirectories(svg.getParent());
            Files.writeString(svg, "<svg/>");
            step.record(new Products(
                    List.of(new Products.ProducedFile(svg, List.of())),
                    List.of(new StepRecord.Quantity("tiny/fp16", "5.5", List.of("dse/a.csv"))),
                    List.of("a warning")));
        }
        return decision;
    }

    private void assertRight(Path damaged, int at) throws IOException {
        run();
        if (!Files.readString(svg).equals("<svg/>") || !Arrays.equals(Files.readAllBytes(manifest), published)) {
            assertThat(svg).as(damaged + " at " + at).hasContent("<svg/>");
            assertThat(manifest).as(damaged + " at " + at).hasBinaryContent(published);
        }
    }

    /** Every byte flipped, every length, and missing, of all six files below {@code target}: 3,972 damages. */
    @Test
    void theNextRunIsRightWhateverBecomesOfTarget() throws IOException {
        assertThat(damageEach(project.resolve("target"), false)).isGreaterThan(2000);
    }

    /** The same of the cache, with its three files, after {@code mvn clean} each time: 854 damages. */
    @Test
    void theNextRunIsRightWhateverBecomesOfTheCache() throws IOException {
        assertThat(damageEach(cache, true)).isGreaterThan(800);
    }

    private int damageEach(Path root, boolean clean) throws IOException {
        int damages = 0;
        Map<Path, byte[]> whole = contents(root);
        for (Path file : whole.keySet()) {
            byte[] bytes = whole.get(file);
            for (int at = 0; at <= bytes.length; at++) {
                byte[] flipped = bytes.clone();
                if (at < bytes.length) {
                    flipped[at] ^= (byte) (1 << at % 8);
                }
                for (byte[] content : List.of(flipped, Arrays.copyOf(bytes, at))) {
                    Files.write(file, content);
                    if (clean) {
                        delete(project.resolve("target"));
                    }
                    assertRight(file, at);
                    damages++;
                }
            }
            Files.delete(file);
            assertRight(file, -1);
        }
        return damages;
    }

    private static Map<Path, byte[]> contents(Path root) throws IOException {
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.put(file, Files.readAllBytes(file));
            }
        }
        return contents;
    }

    /** A record that is whole, for the right cause, and made by somebody else. */
    @Test
    void aNameThatLeadsOutIsNotWrittenTo() throws IOException {
        Path steps = cache.resolve("v1/steps");
        Path record = contents(steps).keySet().iterator().next();
        SealedFile kept = SealedFile.read(record).orElseThrow();
        for (String name : List.of("../../../x", "../../src/a.svg", "/tmp/x", "figures/../../x")) {
            delete(project.resolve("target"));
            SealedFile.write(record, kept.cause(), kept.text().replace("figures/a.svg", name));

            assertThat(run()).isInstanceOf(Decision.Run.class);

            assertThat(folder.resolve("x")).doesNotExist();
            assertThat(project.resolve("src")).doesNotExist();
            assertThat(project.resolve("target/x")).doesNotExist();
        }
    }

    @Test
    void nothingIsRestoredOverALink() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        delete(project.resolve("target"));
        Files.createDirectories(project.resolve("target/dse"));
        Files.createSymbolicLink(project.resolve("target/dse/figures"), outside);

        assertThat(run()).isInstanceOf(Decision.Run.class);
    }

    @Test
    void aCacheThatLeadsElsewhereIsNotUsed() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        String content = Sha256.of("<svg/>");
        Path inner = cache.resolve("v1/content").resolve(content.substring(0, 2));
        delete(inner);
        Files.createSymbolicLink(inner, outside);
        delete(project.resolve("target"));

        assertThat(run()).isInstanceOf(Decision.Run.class);

        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void whatAKilledRunLeftGoesWithTheNextThatDoesSomething() throws IOException {
        String name = ".a.svg.c2b0f6e2-6f0c-4c0e-9f0e-1d2c3b4a5f60.tmp";
        Path inCache = Files.writeString(cache.resolve("v1/content").resolve(name), "");
        Path inStatus = Files.writeString(
                project.resolve("target/maven-status/dse-maven-plugin").resolve(name), "");
        Files.delete(svg);

        run();

        assertThat(inCache).doesNotExist();
        assertThat(inStatus).doesNotExist();
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
