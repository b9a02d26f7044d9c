/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
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
    private final List<String> warnings = new ArrayList<>();
    private final Log log = new Log() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {
            warnings.add(message);
        }

        @Override
        public void debug(String message) {}
    };

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
    void nothingOutsideOfTheBuildFolderIsDeletedAndOneWarningNamesIt() throws IOException {
        Path plots = project.resolve("plots");
        Files.createDirectories(project.resolve("target/dse"));
        Files.createDirectories(plots);
        Files.createSymbolicLink(project.resolve("target/dse/linked"), plots);
        Path direct = plots.resolve("old.svg");
        Path behindALink = project.resolve("target/dse/linked/older.svg");
        Step first = step("light", Optional.empty());
        first.decide();
        first.record(products(write(direct, "1"), write(behindALink, "2")));

        run("dark");

        assertThat(direct).exists();
        assertThat(behindALink).exists();
        assertThat(warnings)
                .containsExactly("No longer made, and left out of report and manifest: plots/old.svg,"
                        + " target/dse/linked/older.svg. Outside of target nothing is deleted: delete them yourself");
        assertThat(project.resolve("target/dse/manifest.json")).content().doesNotContain("old.svg", "older.svg");
    }

    @Test
    void runsFromTheCommandLineAreTakenApartByTheirInputsAndFolder() throws IOException {
        Path b = write(project.resolve("dse/b.csv"), "x,y\n1,3\n");
        Path plots = project.resolve("plots/b.svg");
        commandLine(csv, svg.getParent(), svg);
        commandLine(b, svg.getParent(), svg.resolveSibling("b.svg"));
        commandLine(b, plots.getParent(), plots);

        assertThat(svg).exists();
        assertThat(svg.resolveSibling("b.svg")).exists();
        assertThat(plots).exists();
        assertThat(provenance(Optional.empty()).steps()).hasSize(3);

        Files.delete(b);
        tidy("plot (default)");

        assertThat(svg).exists();
        assertThat(svg.resolveSibling("b.svg")).doesNotExist();
        assertThat(plots).exists();
        assertThat(warnings).hasSize(1).first().asString().contains("report and manifest: plots/b.svg. Outside of");
        assertThat(provenance(Optional.empty()).steps()).hasSize(1);
    }

    @Test
    void whatACommandLineRunMadeOtherwiseFromTheSameInputsStaysButIsNotShown() throws IOException {
        Path pdf = svg.resolveSibling("a.pdf");
        commandLine(csv, svg.getParent(), svg);
        commandLine(csv, svg.getParent(), pdf);
        assertThat(svg).exists();
        assertThat(outputs()).containsExactly("figures/a.pdf");

        write(csv, "x,y\n1,4\n");
        commandLine(csv, svg.getParent(), pdf);
        assertThat(svg).doesNotExist();
    }

    @Test
    void whatWasMadeFromAnEarlierStateOfTheInputsIsNotShown() throws IOException {
        Path b = write(project.resolve("dse/b.csv"), "x,y\n1,3\n");
        Step step = provenance(Optional.empty())
                .step("plot", "default")
                .inputs(List.of(csv, b))
                .begin();
        step.decide();
        step.record(new Products(
                List.of(
                        new Products.ProducedFile(write(svg, "a"), List.of("a.csv")),
                        new Products.ProducedFile(write(svg.resolveSibling("b.svg"), "b"), List.of("b.csv")),
                        new Products.ProducedFile(write(svg.resolveSibling("both.svg"), "c"), List.of())),
                List.of(),
                List.of()));

        write(b, "x,y\n1,5\n");

        assertThat(outputs()).containsExactly("figures/a.svg");
        assertThat(provenance(Optional.empty()).outdated().toString())
                .isEqualTo("{plot (default)=[dse/b.csv changed]}");
        Files.delete(csv);
        assertThat(outputs()).isEmpty();
    }

    @Test
    void whatThePomNoLongerBindsGoesButWhatWasEdited() throws IOException {
        run("light");
        Step other = provenance(Optional.empty())
                .step("plot", "other")
                .inputs(List.of(csv))
                .begin();
        other.decide();
        Path edited = svg.resolveSibling("edited.svg");
        Path deep = project.resolve("target/dse/other/data/b.json");
        other.record(products(write(edited, "1"), write(deep, "2")));
        write(edited, "3");

        tidy("plot (default)");

        assertThat(svg).exists();
        assertThat(edited).exists();
        assertThat(project.resolve("target/dse/other")).doesNotExist();
        assertThat(warnings)
                .containsExactly("No longer made, and left out of report and manifest: target/dse/figures/edited.svg."
                        + " Edited since, so not deleted");
        assertThat(outputs()).containsExactly("figures/a.svg");
        assertThat(project.resolve("target/dse/environment.json")).content().doesNotContain("plot (other)");
    }

    @Test
    void aStepThatIsRetiredLeavesNothing() throws IOException {
        run("light");
        step("light", Optional.empty()).retire();

        assertThat(project.resolve("target/dse")).doesNotExist();
        assertThat(run("light")).isEqualTo(new Decision.Run("no earlier run is recorded"));
    }

    @Test
    void filesOfARunThatFailedAreKnownForOurs() throws IOException {
        run("light");
        Path half = svg.resolveSibling("half.svg");
        Step failing = step("dark", Optional.empty());
        failing.decide();
        failing.fail(products(write(half, "half")));

        assertThat(svg).exists();
        assertThat(outputs()).isEmpty();
        assertThat(provenance(Optional.empty()).unfinished())
                .flatExtracting(StepRecord::outputs)
                .extracting(StepRecord.Output::name)
                .containsExactly("figures/half.svg");
        assertThat(run("dark")).isEqualTo(new Decision.Run("the last run did not finish"));
        assertThat(half).doesNotExist();
    }

    @Test
    void inputsOutsideOfTheRepositoryAreFoundAgain() throws IOException {
        Path outside = write(folder.resolve("data/a.csv"), "1");
        commandLine(outside, svg.getParent(), svg);
        assertThat(outputs()).containsExactly("figures/a.svg");

        tidy("plot (default)");
        assertThat(svg).exists();
        Files.delete(outside);
        tidy("plot (default)");
        assertThat(svg).doesNotExist();
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
        Step step = new Provenance(
                        Folders.of(project, project.resolve("target"), Optional.empty()), digests, Log.silent())
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

    private void commandLine(Path input, Path outputFolder, Path... made) throws IOException {
        Step step = provenance(Optional.empty())
                .step("plot", Execution.ofCommandLine("default-cli"), outputFolder)
                .inputs(List.of(input))
                .parameter(
                        "made", Stream.of(made).map(Path::getFileName).toList().toString())
                .begin();
        step.decide();
        for (Path file : made) {
            write(file, "<svg/>");
        }
        step.record(products(made));
    }

    private void tidy(String bound) {
        provenance(Optional.empty()).tidy(step -> step.toString().equals(bound));
    }

    private List<String> outputs() {
        return provenance(Optional.empty()).steps().stream()
                .flatMap(step -> step.outputs().stream())
                .map(StepRecord.Output::name)
                .toList();
    }

    private Provenance provenance(Optional<Path> cache) {
        return new Provenance(Folders.of(project, project.resolve("target"), cache), log);
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
