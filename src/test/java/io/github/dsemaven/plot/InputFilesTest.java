/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.SpecialFiles;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.provenance.Execution;
import io.github.dsemaven.provenance.Folders;
import io.github.dsemaven.provenance.Products;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
    private static final String A = "kv_cache_dse_results_A.csv";
    private static final String B = "kv_cache_dse_results_B.csv";

    @TempDir
    Path temporary;

    private Path base;

    @BeforeEach
    void aRepositoryWithTwoSweeps() throws IOException {
        base = Files.createDirectories(temporary.resolve("repo [1]"));
        for (String file : List.of("dse/" + B, "dse/" + A, "dse/notes.csv", "sweeps/2026/deep/" + A)) {
            Files.createDirectories(base.resolve(file).getParent());
            Files.writeString(base.resolve(file), "");
        }
    }

    @Test
    void theDefaultIsTheGoalsFilesOfItsFolderByName() {
        assertThat(names(find())).containsExactly("dse/" + A, "dse/" + B);
    }

    @Test
    void nothingFoundByDefaultIsNoProblem() throws IOException {
        base = Files.createDirectories(temporary.resolve("empty"));
        assertThat(find().files()).isEmpty();
        assertThat(find().problems()).isEmpty();
    }

    @Test
    void namedFilesKeepTheirOrderAndCountOnce() {
        assertThat(names(find("dse/" + B, "dse", "dse/../dse/" + A))).containsExactly("dse/" + B, "dse/" + A);
    }

    @Test
    void globsMatchRelativeAndAbsolutePaths() {
        assertThat(names(find("sweeps/**/kv_*.csv"))).containsExactly("sweeps/2026/deep/" + A);
        assertThat(names(find("dse/*_{A,B}.csv"))).containsExactly("dse/" + A, "dse/" + B);
    }

    @Test
    void aFileOutsideTheProjectKeepsItsFullName() throws IOException {
        Path outside = Files.writeString(temporary.resolve(A), "");
        assertThat(names(find(outside.toString()))).containsExactly(outside.toString());
        assertThat(names(find("../*.csv"))).containsExactly(outside.toString());
    }

    @Test
    void whatCantBeReadIsOneProblemAmongOthersHoweverItIsFound() throws IOException {
        SpecialFiles.pipe(base.resolve("dse/kv_cache_dse_results_P.csv"));
        Files.createSymbolicLink(base.resolve("dse/kv_cache_dse_results_L.csv"), Path.of("gone.csv"));

        for (InputFiles found : List.of(find(), find("dse"), find("dse/kv_*.csv"))) {
            assertThat(found.files()).map(InputFile::name).containsExactly("dse/" + A, "dse/" + B);
            assertThat(found.problems())
                    .map(Problem::toString)
                    .containsExactly(
                            "dse/kv_cache_dse_results_L.csv: is a link to gone.csv, which does not exist. Give a"
                                    + " regular file that may be read",
                            "dse/kv_cache_dse_results_P.csv: is a named pipe, not a CSV file. Give a regular file that"
                                    + " may be read");
        }
        assertThat(find("dse/kv_cache_dse_results_P.csv", "dse/kv_cache_dse_results_L.csv", "/dev/null")
                        .problems())
                .hasSize(3);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aBackslashInANameStays() throws IOException {
        Files.writeString(base.resolve("dse/kv_cache_dse_results_a\\b.csv"), "");

        assertThat(names(find("dse/kv_cache_dse_results_a\\b.csv")))
                .containsExactly("dse/kv_cache_dse_results_a\\b.csv");
    }

    @Test
    void everyEntryThatMatchesNothingIsAProblem() throws IOException {
        Files.createDirectories(base.resolve("plots"));
        assertThat(find("dse/kv_cache_dse_results_a1.csv", "sweeps/*.csv", "plots", "nowhere/x.csv", " ")
                        .problems())
                .map(Problem::toString)
                .containsExactly(
                        "dse/kv_cache_dse_results_a1.csv: does not exist. Did you mean \"" + A + "\"?",
                        "<csv>: \"sweeps/*.csv\" matches no file. Paths start from the project's folder; "
                                + "* stands for a part of one name and ** for any number of folders",
                        "plots: has no file kv_cache_dse_results_*.csv. "
                                + "Put files named kv_cache_dse_results_*.csv there, or name other files in <csv>",
                        "nowhere/x.csv: does not exist. There is no folder nowhere; paths start from the project's folder",
                        "<csv>: has an empty entry");
    }

    @Test
    void anyNumberOfFoldersIsAlsoNone() throws IOException {
        Files.createDirectories(base.resolve("dse/old"));
        Files.writeString(base.resolve("dse/old/" + A), "");
        assertThat(names(find("dse/**/kv_*_A.csv"))).containsExactly("dse/" + A, "dse/old/" + A);
        assertThat(names(find("**/old/**/*.csv"))).containsExactly("dse/old/" + A);
    }

    @Test
    void aPatternSeesNothingOfOtherProgramsAndOfTargetUnlessItNamesThem() throws IOException {
        for (String folder : List.of("target/dse", ".git", "dse/node_modules/x")) {
            Files.createDirectories(base.resolve(folder));
            Files.writeString(base.resolve(folder).resolve(A), "");
        }
        assertThat(names(find("**/" + A))).containsExactly("dse/" + A, "sweeps/2026/deep/" + A);
        assertThat(names(find("target/**/" + A))).containsExactly("target/dse/" + A);
        assertThat(names(find("**/target/*/" + A))).containsExactly("target/dse/" + A);
    }

    @Test
    void foldersBehindLinksCountAndLinksInCirclesEnd() throws IOException {
        Path data = Files.createDirectories(temporary.resolve("data"));
        Files.writeString(data.resolve(B), "");
        Files.createSymbolicLink(base.resolve("linked"), data);
        Files.createSymbolicLink(data.resolve("round"), base);
        assertThat(names(find("linked"))).containsExactly("linked/" + B);
        assertThat(names(find("linked/**/*_B.csv"))).contains("linked/" + B);
        assertThat(names(find(List.of("linked")))).containsExactly("linked/" + B);
    }

    @Test
    void namedFilesComeBeforeThoseOfFolders() {
        assertThat(names(find(List.of("dse"), "sweeps/2026/deep/" + A)))
                .containsExactly("sweeps/2026/deep/" + A, "dse/" + A, "dse/" + B);
    }

    @Test
    void whatThisBuildMadeReplacesAFileOfTheSameName() throws IOException {
        Path made = Files.writeString(
                Files.createDirectories(base.resolve("target/dse")).resolve(B), "");
        Step step = provenance().step("eval-ppl", "default").begin();
        step.decide();
        step.record(new Products(List.of(new Products.ProducedFile(made, List.of())), List.of(), List.of()));
        InputFiles files = find(List.of("dse", "target/dse"));
        assertThat(names(files)).containsExactly("dse/" + A, "target/dse/" + B);
        assertThat(files.notices())
                .containsExactly("dse/" + B + " is not drawn: target/dse/" + B + " of this build takes its place");
    }

    @Test
    void aFolderThatIsALinkToNothingIsAProblemThatNamesIt() throws IOException {
        Files.createSymbolicLink(base.resolve("sweep"), Path.of("gone"));
        assertThat(find(List.of("sweep", "none")).problems())
                .map(Problem::toString)
                .containsExactly("sweep: is a link to gone, which does not exist");
    }

    @Test
    void whatNoGoalIsKnownToHaveMadeOfTheFilesAsTheyAreIsNotDrawn() throws IOException {
        Files.writeString(Files.createDirectories(base.resolve("target/dse")).resolve(B), "");
        InputFiles files = find(List.of("dse", "target/dse"));
        assertThat(names(files)).containsExactly("dse/" + A, "dse/" + B);
        assertThat(files.notices())
                .containsExactly("target/dse/" + B + " is not drawn: it is not known to be what would be made of the"
                        + " files as they are now");
    }

    private InputFiles find(String... csv) {
        return find(csv.length == 0 ? List.of("dse") : List.of(), csv);
    }

    private InputFiles find(List<String> defaultFolders, String... csv) {
        var request = new PlotRequest(
                PlotGoal.MEMORY,
                Execution.ofPom("default"),
                base,
                List.of(csv),
                defaultFolders.stream().map(base::resolve).toList(),
                base,
                provenance().folders(),
                new PlotRequest.Look(List.of(), 200, "", "", "", 16, true),
                new PlotRequest.Data("", Map.of(), "", "", ""),
                false,
                new Claims());
        return InputFiles.of(request, new MadeFiles(provenance()));
    }

    private Provenance provenance() {
        return new Provenance(Folders.of(base, base.resolve("target"), Optional.empty()));
    }

    private static List<String> names(InputFiles files) {
        assertThat(files.problems()).isEmpty();
        return files.files().stream().map(InputFile::name).toList();
    }
}
