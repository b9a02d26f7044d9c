/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Csv;
import io.github.dsemaven.csv.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything a reader must know of the data is said, with file and counts; clean data is silent. */
class WarningsTest {
    private static final String RESULTS = "dse/kv_cache_dse_results_T.csv: ";

    @TempDir
    private Path folder;

    private static List<String> of(FigureSet set, Warning.Kind kind) {
        return set.warnings().stream()
                .filter(warning -> warning.kind() == kind)
                .map(Warning::toString)
                .toList();
    }

    private Table results(String tag, List<String> rows) {
        return Sweeps.results(folder, tag, rows);
    }

    private static List<String> clean() {
        return Sweeps.results(point -> Sweeps.kvCache(point) + point.sink() + Math.max(point.sliding(), 0) / 64.0);
    }

    private FigureSet quantization(List<String> rows, PlotOptions options) {
        return QuantizationFigures.of(List.of(results("T", rows)), options);
    }

    @Test
    void cleanDataIsSilent() {
        assertThat(MemoryFigures.of(List.of(results("T", clean())), PlotOptions.DEFAULT)
                        .warnings())
                .isEmpty();
        assertThat(ThroughputFigures.of(List.of(Sweeps.metrics(folder, "T", Sweeps.metrics(1))), PlotOptions.DEFAULT)
                        .warnings())
                .isEmpty();
    }

    @Test
    void repeatedMeasurementsAreCountedWithTheirSpan() {
        var rows = new ArrayList<>(clean());
        rows.add(rows.get(0));
        rows.add(Sweeps.result(Sweeps.points().get(0), 3, 256));
        rows.add(Sweeps.result(Sweeps.points().get(6), 3, 1536));

        FigureSet set = quantization(rows, PlotOptions.DEFAULT);

        assertThat(of(set, Warning.Kind.REPEATED_MEASUREMENTS))
                .containsExactly(RESULTS + "2 configurations measured more than once with different values"
                        + " (later / first from 0.50 to 3.00); the first counts");
        assertThat(set.figures().get(0).caption())
                .contains(
                        "2 of 4 configurations were measured more than once with different values: the first counts.");
    }

    @Test
    void mixedRunsAndTokensAreToldUnlessDrawnApartOrPicked() {
        var rows = new ArrayList<>(clean());
        rows.add(Sweeps.result(Sweeps.points().get(0), 1, 9));
        rows.add(clean().get(1).replace(",3,64,", ",3,128,"));

        FigureSet set = quantization(rows, PlotOptions.DEFAULT);

        assertThat(of(set, Warning.Kind.MIXED_RUNS))
                .containsExactly(RESULTS + "averages rows of num_runs 1 (1 configuration) and 3 (25 configurations)."
                        + " <runs> with a number picks one, with \"separate\" draws each apart");
        assertThat(of(set, Warning.Kind.MIXED_TOKENS))
                .singleElement()
                .asString()
                .contains("max_tokens 64 (25")
                .contains("128 (1");
        assertThat(set.figures().get(0).caption()).contains("Beware: T mixes num_runs 1 and 3 at 4K, 3 at 8K.");
        assertThat(of(quantization(rows, Sweeps.runs("3")), Warning.Kind.MIXED_RUNS))
                .isEmpty();
        assertThat(of(quantization(rows, Sweeps.runs("separate")), Warning.Kind.MIXED_RUNS))
                .isEmpty();
    }

    @Test
    void mixedDevicesAreTold() {
        var rows = new ArrayList<>(clean());
        rows.set(3, rows.get(3).replace("gpu:0", "gpu:1"));

        assertThat(of(quantization(rows, PlotOptions.DEFAULT), Warning.Kind.MIXED_DEVICES))
                .containsExactly(
                        RESULTS + "averages rows of device gpu:0 (23 configurations) and gpu:1 (1 configuration)."
                                + " <filter> with device=... picks one");
    }

    @Test
    void designPointsThatOnlyAnotherFileHasAreTold() {
        List<String> fewer = clean().stream()
                .filter(row -> !row.contains(",8192,") || row.contains(",1,-1,0,"))
                .toList();

        FigureSet set =
                QuantizationFigures.of(List.of(results("A", clean()), results("B", fewer)), PlotOptions.DEFAULT);

        assertThat(of(set, Warning.Kind.MISSING_DESIGN_POINTS))
                .containsExactly(
                        "dse/kv_cache_dse_results_B.csv: lacks 10 of the 24 design points that other files have,"
                                + " all with context window 8K");
    }

    @Test
    void aHoleInTheGridOfASingleFileIsTold() {
        List<String> rows = clean().stream()
                .filter(row -> !row.contains(",8192,2048,2,2048,128,"))
                .toList();

        assertThat(of(quantization(rows, PlotOptions.DEFAULT), Warning.Kind.MISSING_DESIGN_POINTS))
                .containsExactly(
                        RESULTS + "lacks 1 of the 24 design points of its grid: context window 8K, prefill chunk 2K,"
                                + " max batch size 2, sliding window 2K and attention sink 128");
    }

    @Test
    void panelsWhoseLinesAreAllIdenticalAreToldOnceForAllFiguresOfAFile() {
        FigureSet set = MemoryFigures.of(
                List.of(results("T", Sweeps.results(Sweeps::kvCache)), results("U", clean())), PlotOptions.DEFAULT);

        assertThat(of(set, Warning.Kind.IDENTICAL_LINES))
                .containsExactly(RESULTS + "all lines are identical in 4 of 4 panels of T_mem_kvcache_vs_context"
                        + " and T_mem_total_vs_context (up to 3 lines)");
    }

    @Test
    void onlyPanelsWhoseLinesAreAllIdenticalCount() {
        List<String> rows = Sweeps.results(point ->
                Sweeps.kvCache(point) + (point.batch() == 2 ? point.sink() + Math.max(point.sliding(), 0) : 0));

        FigureSet set = MemoryFigures.of(List.of(results("T", rows)), PlotOptions.DEFAULT);

        assertThat(of(set, Warning.Kind.IDENTICAL_LINES))
                .containsExactly(RESULTS + "all lines are identical in 2 of 4 panels of T_mem_kvcache_vs_context"
                        + " and T_mem_total_vs_context (up to 3 lines)");
    }

    @Test
    void emptyCellsAreCountedAndTheirRowsLeftOut() {
        var rows = new ArrayList<>(clean());
        rows.set(0, Csv.result(Sweeps.points().get(0).cells(), 3, "7", ""));

        FigureSet set = quantization(rows, PlotOptions.DEFAULT);

        assertThat(of(set, Warning.Kind.EMPTY_CELLS))
                .containsExactly(RESULTS + "1 empty cell in column gpu_mem_kvcache_mb; the row is left out");
        assertThat(set.figures().stream().map(Figure::rows)).containsExactly(3, 4);
    }

    @Test
    void aMetricThatOneFileLacksIsToldAndOneThatAllLackIsFourFiguresLess() {
        List<String> without = Sweeps.metrics(1).stream()
                .filter(row -> !row.contains(Columns.TIME_TO_FIRST_TOKEN))
                .toList();
        Table whole = Sweeps.metrics(folder, "A", Sweeps.metrics(1));
        Table part = Sweeps.metrics(folder, "B", without);

        FigureSet both = ThroughputFigures.of(List.of(whole, part), PlotOptions.DEFAULT);
        FigureSet alone = ThroughputFigures.of(List.of(part), PlotOptions.DEFAULT);

        assertThat(of(both, Warning.Kind.MISSING_METRIC))
                .singleElement()
                .asString()
                .startsWith("dse/kv_cache_dse_metrics_B.csv: has no metric last_finished_request_ttft_s.");
        assertThat(both.problems()).isEmpty();
        assertThat(alone.figures()).hasSize(12);
        assertThat(alone.problems()).isEmpty();
        assertThat(of(alone, Warning.Kind.MISSING_METRIC)).isEmpty();
        assertThat(of(alone, Warning.Kind.NO_ROWS))
                .containsExactly("dse/kv_cache_dse_metrics_B.csv: latency_ttft_vs_context, latency_ttft_vs_batch,"
                        + " latency_ttft_vs_sliding and latency_ttft_vs_sink are not drawn: there is no metric"
                        + " last_finished_request_ttft_s");
    }

    @Test
    void aRatioToAFirstValueOfZeroIsLeftOut() {
        var rows = new ArrayList<>(clean());
        rows.set(0, Csv.result(Sweeps.points().get(0).cells(), 3, "7", "-0.0"));
        rows.add(Csv.result(Sweeps.points().get(0).cells(), 3, "7", "5"));

        assertThat(of(quantization(rows, PlotOptions.DEFAULT), Warning.Kind.REPEATED_MEASUREMENTS))
                .singleElement()
                .asString()
                .endsWith("1 configuration measured more than once with different values; the first counts");
    }

    @Test
    void aColumnWithoutAnyValueIsAFigureLessAndOneWarning() {
        List<String> rows = clean().stream()
                .map(row -> {
                    List<String> cells = new ArrayList<>(List.of(row.split(",", -1)));
                    cells.set(12, "");
                    return String.join(",", cells);
                })
                .toList();

        FigureSet set = quantization(rows, PlotOptions.DEFAULT);

        assertThat(set.problems()).isEmpty();
        assertThat(set.figures()).hasSize(1);
        assertThat(of(set, Warning.Kind.EMPTY_CELLS)).isEmpty();
        assertThat(of(set, Warning.Kind.NO_ROWS))
                .containsExactly(RESULTS + "kv_cache_quant_compare_total is not drawn: there is no value in"
                        + " gpu_mem_total_mb");
    }

    @Test
    void whatWasMeasuredNowhereIsOneWarningForAllFiguresThatLackIt() {
        List<String> sliding = Sweeps.metrics(1).stream()
                .filter(row -> !row.contains(",-1,0,"))
                .toList();

        FigureSet set = ThroughputFigures.of(List.of(Sweeps.metrics(folder, "B", sliding)), PlotOptions.DEFAULT);

        assertThat(set.problems()).isEmpty();
        assertThat(set.figures()).hasSize(8);
        assertThat(of(set, Warning.Kind.NO_ROWS))
                .singleElement()
                .asString()
                .endsWith("are not drawn: nothing was measured with sliding_window_size<=0");
    }

    @Test
    void aNameForNoModelIsTold() {
        var options = PlotOptions.parse("", Map.of("Tt", "x"), "first", "all", "range", "", "", true);

        assertThat(of(quantization(clean(), options), Warning.Kind.UNKNOWN_MODEL))
                .containsExactly("<models> names \"Tt\", which no CSV is of. Did you mean \"T\"? Valid values: T");
    }

    @Test
    void identicalPerplexityFilesAreTold() {
        String row = "x,hf,cpu,512,256,test,0,0,0,5.5";
        FigureSet set = PerplexityFigures.of(
                List.of(Sweeps.perplexity(folder, "wikitext2", row), Sweeps.perplexity(folder, "wikitext103", row)),
                PlotOptions.DEFAULT);

        assertThat(of(set, Warning.Kind.IDENTICAL_FILES))
                .singleElement()
                .asString()
                .startsWith(
                        "dse/wikitext2_ppl_results.csv, dse/wikitext103_ppl_results.csv: identical results for different"
                                + " data sets (wikitext2 and wikitext103). The raw test splits");
        assertThat(set.figures().get(0).caption()).contains("Identical to the results of wikitext103.");
    }

    @Test
    void theSameOfSeveralFilesIsToldOnceAndWhatIsNormalLast() {
        List<Warning> told = Warning.grouped(List.of(
                new Warning(Warning.Kind.IDENTICAL_LINES, List.of("a.csv"), "all lines are identical"),
                new Warning(Warning.Kind.EMPTY_CELLS, List.of("a.csv"), "1 empty cell"),
                new Warning(Warning.Kind.MISSING_METRIC, List.of("b.csv"), "has no metric x"),
                new Warning(Warning.Kind.EMPTY_CELLS, List.of("b.csv"), "1 empty cell"),
                new Warning(Warning.Kind.EMPTY_CELLS, List.of("a.csv"), "1 empty cell")));

        assertThat(told.stream().map(Warning::toString))
                .containsExactly(
                        "a.csv, b.csv: 1 empty cell", "b.csv: has no metric x", "a.csv: all lines are identical");
    }

    @Test
    void ofManyFilesTheFirstAreNamed() {
        var warning = new Warning(Warning.Kind.EMPTY_CELLS, List.of("a", "b", "c", "d", "e"), "1 empty cell");

        assertThat(warning).hasToString("a, b, c and 2 more: 1 empty cell");
    }

    @Test
    void identicalLinesOfManyModelsAreOneWarning() {
        List<Table> tables = IntStream.range(0, 9)
                .mapToObj(i -> results("T" + i, Sweeps.results(Sweeps::kvCache)))
                .toList();

        assertThat(of(MemoryFigures.of(tables, PlotOptions.DEFAULT), Warning.Kind.IDENTICAL_LINES))
                .singleElement()
                .asString()
                .startsWith("dse/kv_cache_dse_results_T0.csv, dse/kv_cache_dse_results_T1.csv,"
                        + " dse/kv_cache_dse_results_T2.csv and 6 more: all lines are identical in 36 of 36 panels of ")
                .contains(" and 12 more figures (up to 3 lines)");
    }

    @Test
    void warningsAndFiguresAreTheSameEveryTime() {
        var rows = new ArrayList<>(clean());
        rows.add(Sweeps.result(Sweeps.points().get(0), 1, 9));
        List<Table> tables = List.of(results("B", rows), results("A", clean()));

        String once = text(MemoryFigures.of(tables, PlotOptions.DEFAULT));

        assertThat(text(MemoryFigures.of(tables, PlotOptions.DEFAULT)))
                .isEqualTo(once)
                .contains("mixes num_runs");
    }

    private static String text(FigureSet set) {
        return set.warnings() + set.figures().stream().map(FigureData::json).collect(Collectors.joining());
    }
}
