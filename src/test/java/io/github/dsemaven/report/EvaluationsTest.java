/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationsTest {
    @TempDir
    Path folder;

    private static String evaluation(boolean lowMemory, double perplexity) {
        return """
                {"hf_model": "toy", "quantization": "4bit", "protocol": "source", "max_length": 128, "stride": 64,
                 "split": "test", "device": "cuda", "dtype": "float16", "low_memory": %s, "ppl": %s}
                """.formatted(lowMemory, perplexity);
    }

    @Test
    void evaluationsThatDifferInLowMemoryOnlyAreTwo() {
        Path details = SmallExploration.write(
                folder.resolve("toytext_ppl_details.json"),
                "{\"evaluations\": [" + evaluation(true, 6.001) + "," + evaluation(false, 6) + ","
                        + evaluation(true, 6.002) + "]}");

        List<Evaluation> evaluations = Evaluations.read(List.of(details), List.of());

        assertThat(evaluations)
                .extracting(Evaluation::name, Evaluation::device, Evaluation::perplexity)
                .containsExactly(
                        tuple("toytext/toy/4bit", "cuda float16, low memory", 6.001),
                        tuple("toytext/toy/4bit (source, 128/64, test, cuda float16)", "cuda float16", 6.0),
                        tuple(
                                "toytext/toy/4bit (source, 128/64, test, cuda float16, low memory)",
                                "cuda float16, low memory",
                                6.002));
    }

    @Test
    void aBarTellsHowItWasMeasuredAndItsRise() {
        List<Evaluation> evaluations = Evaluations.read(
                List.of(),
                List.of(bars(
                        bar("fp16", 5.4, "fp16", 2048, "cuda"),
                        bar("4bit", 5.8, "4bit", 2048, "cuda"),
                        bar("8bit", 5.9, "8bit", 4096, "cuda"))));

        assertThat(evaluations)
                .extracting(e -> String.join("|", PerplexitySection.row(e)))
                .containsExactly(
                        "toytext|toy|fp16|5.4000||||exact|2048 / 512||cuda",
                        "toytext|toy|4bit|5.8000||+7.41 %||exact|2048 / 512||cuda",
                        "toytext|toy|8bit|5.9000||||exact|4096 / 512||cuda");
    }

    @Test
    void numbersOfDifferentConditionsAndThoseMeasuredElsewhereAreAllKept() {
        Path details = SmallExploration.write(
                folder.resolve("toytext_ppl_details.json"), "{\"evaluations\": [" + evaluation(false, 6) + "]}");
        List<Evaluation> evaluations = Evaluations.read(
                List.of(details),
                List.of(bars(
                        bar("4bit", 6.5, "4bit", 128, "cuda"),
                        bar("4bit (target/dse/toytext_ppl_results.csv)", 6, "4bit", 128, "cuda")
                                .replace("\"exact\"", "\"source\"")
                                .replace("512", "64"),
                        bar("fp16 (window 64)", 5, "fp16", 64, "cpu"),
                        bar("fp16 (window 128)", 4, "fp16", 128, "cpu"))));

        assertThat(evaluations)
                .extracting(Evaluation::name, Evaluation::perplexity)
                .containsExactly(
                        tuple("toytext/toy/4bit", 6.0),
                        tuple("toytext/toy/4bit (measured elsewhere)", 6.5),
                        tuple("toytext/toy/fp16 (window 64)", 5.0),
                        tuple("toytext/toy/fp16 (window 128)", 4.0));
    }

    private static String bar(String label, double perplexity, String scheme, int window, String device) {
        return """
                {"label": "%s", "value": %s, "n": 1, "measured": {"quantization": "%s", "max_length": "%d",
                 "stride": "512", "split": "test", "protocol": "exact", "device": "%s", "file": "x.csv"}}
                """.formatted(label, perplexity, scheme, window, device);
    }

    private ReportFigure bars(String... bars) {
        SmallExploration.write(folder.resolve("data/toytext_ppl_vs_quant.json"), """
                {"figure": "toytext_ppl_vs_quant", "kind": "bar", "x": {"column": "quant"}, "y": {"column": "ppl"},
                 "facet": {"column": "hf_model", "levels": ["toy"]},
                 "facets": [{"value": "toy", "bars": [%s]}]}
                """.formatted(String.join(",", bars)));
        return ReportFigure.of("f1", folder, List.of("data/toytext_ppl_vs_quant.json"));
    }
}
