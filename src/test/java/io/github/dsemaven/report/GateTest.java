/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.dsemaven.artifact.Json;
import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();
    private static final Gate.Rules UNCHANGED = new Gate.Rules(List.of(), true, false);

    @TempDir
    Path folder;

    private SmallExploration toy;
    private Path baseline;
    private Path junit;

    @BeforeEach
    void aBaseline() {
        toy = new SmallExploration(folder).made(100.5, 5);
        baseline = folder.resolve("dse/baseline");
        junit = folder.resolve("target/dse-check/TEST-dse.xml");
        writeBaseline();
    }

    @Test
    void whatIsAsCommittedPasses() throws IOException {
        assertThat(check(UNCHANGED)).isEqualTo(6);
        assertThat(Files.readString(junit))
                .contains("tests=\"6\" failures=\"0\"")
                .contains("<testcase classname=\"dse.figure\" name=\"figures/toy_mem_total_vs_context\" time=\"0\"/>")
                .contains("<testcase classname=\"dse.perplexity\" name=\"toytext/toy/4bit\" time=\"0\"/>");
    }

    @Test
    void everyViolationIsInOneMessage() throws IOException {
        toy.made(101.5, 6.5);
        var rules = new Gate.Rules(
                List.of(
                        rule("fp16", OptionalDouble.of(6), NONE, OptionalDouble.of(0.01)),
                        rule("q8f16_1", OptionalDouble.of(6), NONE, NONE)),
                true,
                true);

        assertThatThrownBy(() -> check(rules))
                .isInstanceOf(DseException.class)
                .hasMessageContaining(
                        "figure figures/toy_mem_total_vs_context: is not that of the baseline (json, csv, svg)"
                                .replace("(json, csv, svg)", "(csv, json, svg)"))
                .hasMessageContaining("1 point moved, most of all -1 | 4096: 100.5 -> 101.5 (+1.00 %)")
                .hasMessageContaining("perplexity toytext/toy/fp16: perplexity 6.5000 is above 6;"
                        + " perplexity 6.5000 is +30.00 % over the baseline, above +1.00 %")
                .hasMessageContaining("is about none of the perplexities")
                .hasMessageContaining("no warnings about the data: 2 configurations were measured <twice>");
        assertThat(Files.readString(junit)).contains("failures=\"6\"");
    }

    @Test
    void aRiseIsAViolationOnlyBeyondItsUncertainty() {
        // 4bit is +19.72 % ± 1.20 over fp16
        assertThat(check(only(rule("4bit", NONE, OptionalDouble.of(0.19), NONE))))
                .isPositive();
        assertThatThrownBy(() -> check(only(rule("4bit", NONE, OptionalDouble.of(0.18), NONE))))
                .hasMessageContaining("+19.72 % ± 1.20 over the unquantized model is above +18.00 %");
    }

    @Test
    void withoutABaselineNothingThatNeedsOnePasses() throws IOException {
        assertThatThrownBy(() -> new Check(toy.content(), toy.output).run(UNCHANGED, folder.resolve("none"), junit))
                .hasMessageContaining("rule baseline: there is none. Run mvn dse:baseline");
        assertThat(check(only(rule("*", OptionalDouble.of(100), NONE, NONE)))).isPositive();
    }

    @Test
    void aBaselineThatIsWrittenNextIsNotComparedWith() throws IOException {
        toy.made(101.5, 6.5);
        var rules = new Gate.Rules(List.of(rule("fp16", NONE, NONE, OptionalDouble.of(0.01))), true, false);
        var check = new Check(toy.content(), toy.output);

        assertThat(check.runBeforeBaseline(rules, junit)).isPositive();
        assertThat(Files.readString(junit)).contains("is written anew by this build");

        var others = new Gate.Rules(List.of(rule("fp16", OptionalDouble.of(6), NONE, NONE)), true, false);
        assertThatThrownBy(() -> check.runBeforeBaseline(others, junit)).hasMessageContaining("is above 6");
    }

    @Test
    void whatIsGoneIsAViolationAndWhatIsNewIsNot() throws IOException {
        Path data = baseline.resolve("figures/data");
        Files.move(data.resolve(SmallExploration.MEMORY + ".json"), data.resolve("old_mem_total_vs_context.json"));
        String text = Files.readString(data.resolve("old_mem_total_vs_context.json"));
        Files.writeString(
                data.resolve("old_mem_total_vs_context.json"),
                text.replace(SmallExploration.MEMORY, "old_mem_total_vs_context"));

        assertThatThrownBy(() -> check(UNCHANGED))
                .hasMessage(
                        "figure figures/old_mem_total_vs_context: is in the baseline, but this build did not draw it");
        assertThat(Files.readString(junit)).contains("skipped=\"1\"", "is not in the baseline");
    }

    @Test
    void theBaselineIsWrittenAnewAndTheSameEverywhere() throws IOException {
        byte[] before = Files.readAllBytes(baseline.resolve("baseline.json"));
        SmallExploration.write(baseline.resolve("README.md"), "kept");
        toy = new SmallExploration(folder.resolve("elsewhere")).made(100.5, 5);
        writeBaseline();

        assertThat(baseline.resolve("baseline.json")).hasBinaryContent(before);
        assertThat(baseline.resolve("README.md")).exists();
    }

    @Test
    void onlyWhatTheBaselineBeforeWroteIsDeletedAndOnlyUnchanged() throws IOException {
        Path stale = baseline.resolve("figures/data/stale.json");
        Path edited = baseline.resolve("figures/data/edited.json");
        Path details = baseline.resolve("old_ppl_details.json");
        Path own = baseline.resolve("data/own.json");
        for (Path file : List.of(stale, edited, details, own)) {
            SmallExploration.write(file, "{}");
        }
        Path outside = folder.resolve("dse/data/outside.json");
        SmallExploration.write(outside, "{}");
        String sha256 = Sha256.of("{}");
        SmallExploration.write(
                baseline.resolve("baseline.json"),
                Json.pretty(Map.of(
                        "files",
                        Map.of(
                                "figures/data/stale.json",
                                sha256,
                                "figures/data/edited.json",
                                Sha256.of("{ }"),
                                "../data/outside.json",
                                sha256),
                        "evaluations",
                        Map.of("old_ppl_details.json", sha256))));

        assertThat(writeBaseline().left()).containsExactly(own, edited);
        assertThat(List.of(stale, details)).noneMatch(Files::exists);
        assertThat(List.of(own, edited, outside)).allMatch(Files::exists);
    }

    @Test
    void aFolderWithoutABaselineLosesNothing() {
        Path own = baseline.resolve("data/own.json");
        SmallExploration.write(own, "{}");
        SmallExploration.write(baseline.resolve("baseline.json"), "{ not JSON");

        assertThat(writeBaseline().left()).containsExactly(own);
        assertThat(own).exists();
    }

    @Test
    void pairedWindowsKnowADifferenceBetterThanStandardErrors() {
        Evaluation before = evaluation(10, 0.02, 1, 2, 3);
        Evaluation after = evaluation(11, 0.02, 1.1, 2.1, 3.1);

        assertThat(Rise.of(after, before).value()).isEqualTo(0.1, offset(1e-12));
        assertThat(Rise.of(after, before).tolerance()).isLessThan(1e-9);
        assertThat(Rise.of(evaluation(11, 0.02), before).tolerance())
                .isEqualTo(1.1 * 1.959963984540054 * Math.sqrt(2) * 0.02, offset(1e-9));
    }

    private static Evaluation evaluation(double perplexity, double standardError, double... windows) {
        return new Evaluation(
                "text",
                "model",
                "fp16",
                "",
                "source",
                8,
                8,
                "test",
                "cpu",
                perplexity,
                Optional.empty(),
                OptionalDouble.of(standardError),
                100,
                NONE,
                Optional.empty(),
                new Evaluation.Windows(windows),
                false);
    }

    private int check(Gate.Rules rules) {
        return new Check(toy.content(), toy.output).run(rules, baseline, junit);
    }

    private Baseline.Written writeBaseline() {
        return new Baseline(baseline)
                .write(toy.content(), toy.output, new ReportFolder(toy.output).files(toy.provenance()));
    }

    private static Gate.Rules only(PerplexityRule rule) {
        return new Gate.Rules(List.of(rule), false, false);
    }

    private static PerplexityRule rule(
            String quantization, OptionalDouble max, OptionalDouble rise, OptionalDouble overBaseline) {
        return new PerplexityRule("toy*", "*", quantization, max, rise, overBaseline);
    }
}
