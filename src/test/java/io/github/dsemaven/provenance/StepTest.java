/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTest {
    @TempDir
    Path folder;

    private Path project;
    private Path csv;
    private Path svg;

    @BeforeEach
    void aProjectWithOneCsv() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        csv = write(project.resolve("dse/a.csv"), "x,y\n1,2\n");
        svg = project.resolve("target/dse/figures/a.svg");
    }

    @Test
    void aFirstRunRunsAndASecondIsUpToDate() throws IOException {
        assertThat(run("light")).isEqualTo(new Decision.Run("no earlier run is recorded"));
        assertThat(run("light"))
                .isInstanceOf(Decision.UpToDate.class)
                .extracting(Decision::reason)
                .isEqualTo("inputs, parameters and 1 output are unchanged");
    }

    @Test
    void theMachineIsEnteredInAFileThatNothingNames() throws IOException {
        run("light");

        Path environment = project.resolve("target/dse/environment.json");
        assertThat(environment)
                .content()
                .contains("\"plot (default)\"", "\"java\"", "\"processors\"", "\"milliseconds\"");
        assertThat(project.resolve("target/dse/manifest.json")).content().doesNotContain("environment");
        Files.delete(environment);
        assertThat(run("light")).isInstanceOf(Decision.UpToDate.class);
    }

    @Test
    void everyCauseIsNamed() throws IOException {
        run("light");
        assertThat(run("dark").reason()).isEqualTo("parameter theme changed from 'light' to 'dark'");

        write(csv, "x,y\n1,3\n");
        assertThat(run("dark").reason()).isEqualTo("dse/a.csv changed");

        Step other = provenance(Optional.empty())
                .step("plot", "default")
                .inputs(List.of(csv, write(project.resolve("dse/b.csv"), "")))
                .parameter("theme", "dark")
                .begin();
        assertThat(other.decide().reason()).isEqualTo("dse/b.csv is new");
    }

    @Test
    void anEditedAndADeletedOutputAreMadeAgain() throws IOException {
        run("light");
        FileTime time = Files.getLastModifiedTime(svg);

        // same size, same modification time
        write(svg, "<svg>thgil</svg>");
        Files.setLastModifiedTime(svg, time);
        assertThat(run("light")).isEqualTo(new Decision.Run("figures/a.svg was edited"));
        assertThat(svg).hasContent("<svg>light</svg>");

        Files.delete(svg);
        assertThat(run("light")).isEqualTo(new Decision.Run("figures/a.svg is missing"));
        assertThat(svg).hasContent("<svg>light</svg>");
    }

    @Test
    void theCacheBringsOutputsBackAfterClean() throws IOException {
        var cache = Optional.of(folder.resolve("cache"));
        run("light", cache);
        byte[] manifest = Files.readAllBytes(project.resolve("target/dse/manifest.json"));
        delete(project.resolve("target"));

        Decision decision = run("light", cache);

        assertThat(decision).isInstanceOf(Decision.Restored.class);
        assertThat(svg).hasContent("<svg>light</svg>");
        assertThat(project.resolve("target/dse/manifest.json")).hasBinaryContent(manifest);
        assertThat(run("light", cache)).isInstanceOf(Decision.UpToDate.class);
    }

    @Test
    void aDamagedCacheIsNoError() throws IOException {
        Path cache = folder.resolve("cache");
        run("light", Optional.of(cache));
        for (Path file : files(cache)) {
            Files.writeString(file, "damaged");
        }
        delete(project.resolve("target"));

        assertThat(run("light", Optional.of(cache))).isInstanceOf(Decision.Run.class);
        assertThat(svg).hasContent("<svg>light</svg>");
        delete(project.resolve("target"));
        assertThat(run("light", Optional.of(cache))).isInstanceOf(Decision.Restored.class);
    }

    @Test
    void aCacheThatCanNotBeWrittenIsNoError() throws IOException {
        Path notAFolder = write(folder.resolve("file"), "");
        run("light", Optional.of(notAFolder));
        assertThat(svg).hasContent("<svg>light</svg>");
    }

    @Test
    void anInterruptedRunIsNotTakenForAComplete() throws IOException {
        run("light");
        assertThat(step("dark", Optional.empty()).decide()).isInstanceOf(Decision.Run.class);
        write(svg, "<svg>half");

        assertThat(run("dark")).isEqualTo(new Decision.Run("the last run did not finish"));
        assertThat(run("dark")).isInstanceOf(Decision.UpToDate.class);
    }

    @Test
    void outputsNoLongerMadeAreDeletedUnlessEdited() throws IOException {
        Path kept = project.resolve("target/dse/figures/edited.svg");
        Path gone = project.resolve("target/dse/figures/old.svg");
        Step first = step("light", Optional.empty());
        first.decide();
        write(kept, "1");
        write(gone, "1");
        first.record(products(kept, gone));
        write(kept, "2");

        run("dark");

        assertThat(kept).exists();
        assertThat(gone).doesNotExist();
    }

    @Test
    void anOutputBelongsToItsLastMaker() throws IOException {
        run("light");
        Step cli = provenance(Optional.empty())
                .step("plot", "default-cli")
                .inputs(List.of(csv))
                .parameter("theme", "light")
                .begin();
        cli.decide();
        cli.record(products(svg));

        assertThat(provenance(Optional.empty()).steps())
                .extracting(StepRecord::key)
                .containsExactly(new StepKey("plot", "default-cli"));
    }

    @Test
    void aDeletedManifestIsWrittenAgain() throws IOException {
        run("light");
        Path manifest = project.resolve("target/dse/manifest.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, "edited");

        assertThat(run("light")).isInstanceOf(Decision.UpToDate.class);
        assertThat(manifest).hasContent(text);
    }

    /** One damaged byte used to fail every build until {@code clean}, or to change what the manifest says. */
    @Test
    void aDamagedStatusFileCountsAsNoRecord() throws IOException {
        run("light");
        Path manifest = project.resolve("target/dse/manifest.json");
        String text = Files.readString(manifest);
        for (Path file : files(project.resolve("target/maven-status"))) {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > 0) {
                bytes[bytes.length / 2] = (byte) 0xff;
                Files.write(file, bytes);

                run("light");

                assertThat(svg).hasContent("<svg>light</svg>");
                assertThat(manifest).hasContent(text);
                assertThat(run("light")).isInstanceOf(Decision.UpToDate.class);
            }
        }
    }

    @Test
    void unchangedFilesAreNotReadAgain() throws Exception {
        run("light");
        TimeUnit.SECONDS.sleep(FileDigests.SETTLED_SECONDS + 1);
        run("light");

        var digests = new FileDigests(Optional.empty());
        Step step = new Provenance(Folders.of(project, project.resolve("target"), Optional.empty()), digests)
                .step("plot", "default")
                .inputs(List.of(csv))
                .parameters(Map.of("theme", "light"))
                .begin();

        assertThat(step.decide()).isInstanceOf(Decision.UpToDate.class);
        assertThat(digests.learned()).isEqualTo(FileStamp.of(csv).changed() < 0);
    }

    @Test
    void aMissingInputMakesTheGoalRun() throws IOException {
        run("light");
        Files.delete(csv);
        assertThat(step("light", Optional.empty()).decide()).isEqualTo(new Decision.Run("dse/a.csv can't be read"));
    }

    @Test
    void parallelStepsLoseNoEntry() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        var tasks = IntStream.range(0, 40)
                .<Callable<StepRecord>>mapToObj(i -> () -> {
                    Path file = project.resolve("target/dse/figures/" + i + ".svg");
                    Step step = provenance(Optional.empty())
                            .step("plot", "execution-" + i)
                            .inputs(List.of(csv))
                            .begin();
                    step.decide();
                    return step.record(products(write(file, "" + i)));
                })
                .toList();
        for (var done : pool.invokeAll(tasks)) {
            done.get();
        }
        pool.shutdown();

        assertThat(provenance(Optional.empty()).steps()).hasSize(40);
        assertThat(Files.readString(project.resolve("target/dse/manifest.json")).split("\"goal\": \"plot\"", -1))
                .hasSize(41);
    }

    @Test
    void theManifestIsTheSameInEveryFolderAndOrder() throws IOException {
        run("light");
        second();
        String manifest = Files.readString(project.resolve("target/dse/manifest.json"));

        project = Files.createDirectories(folder.resolve("elsewhere/of another name"));
        csv = write(project.resolve("dse/a.csv"), "x,y\n1,2\n");
        svg = project.resolve("target/dse/figures/a.svg");
        second();
        run("light");

        assertThat(project.resolve("target/dse/manifest.json")).hasContent(manifest);
        assertThat(manifest)
                .doesNotContain(folder.toString())
                .contains("\"path\": \"figures/a.svg\"", "\"name\": \"dse/a.csv\"");
    }

    private void second() throws IOException {
        Step step = provenance(Optional.empty())
                .step("eval-ppl", "default")
                .inputs(List.of(csv))
                .begin();
        step.decide();
        step.record(new Products(
                List.of(new Products.ProducedFile(
                        write(project.resolve("target/dse/a_ppl_results.csv"), "1"), List.of())),
                List.of(new StepRecord.Quantity("a/fp16", "5.5", List.of("dse/a.csv"))),
                List.of("a warning")));
    }

    private Decision run(String theme) throws IOException {
        return run(theme, Optional.empty());
    }

    private Decision run(String theme, Optional<Path> cache) throws IOException {
        Step step = step(theme, cache);
        Decision decision = step.decide();
        if (decision instanceof Decision.Run) {
            step.record(products(write(svg, "<svg>" + theme + "</svg>")));
        }
        return decision;
    }

    private Step step(String theme, Optional<Path> cache) {
        return provenance(cache)
                .step("plot", "default")
                .inputs(List.of(csv))
                .parameters(Map.of("theme", theme))
                .begin();
    }

    private Provenance provenance(Optional<Path> cache) {
        return new Provenance(Folders.of(project, project.resolve("target"), cache));
    }

    private static Products products(Path... files) {
        return new Products(
                Stream.of(files)
                        .map(file -> new Products.ProducedFile(file, List.of()))
                        .toList(),
                List.of(),
                List.of());
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
