/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.csv.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFiguresTest {
    @TempDir
    private Path folder;

    private Table results(String tag) {
        return Sweeps.results(folder, tag, Sweeps.results(Sweeps::kvCache));
    }

    private static Figure named(FigureSet set, String name) {
        return set.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachResultsFileHasThreeMemoryFigures() {
        FigureSet set =
                MemoryFigures.of(List.of(results("Tiny-q0f16-MLC"), results("Tiny-q4f16_1-MLC")), PlotOptions.DEFAULT);

        assertThat(set.problems()).isEmpty();
        assertThat(set.figures().stream().map(Figure::name))
                .containsExactly(
                        "Tiny-q0f16-MLC_mem_kvcache_vs_context",
                        "Tiny-q0f16-MLC_mem_total_vs_context",
                        "Tiny-q0f16-MLC_mem_kvcache_vs_sliding",
                        "Tiny-q4f16_1-MLC_mem_kvcache_vs_context",
                        "Tiny-q4f16_1-MLC_mem_total_vs_context",
                        "Tiny-q4f16_1-MLC_mem_kvcache_vs_sliding");
        assertThat(set.figures().get(3).subtitle()).isEqualTo("Tiny-q4f16_1");
    }

    @Test
    void aLineIsTheMeanOverWhatIsNotDrawnAndItsBandTheRange() {
        Figure figure = named(MemoryFigures.of(List.of(results("T")), PlotOptions.DEFAULT), "T_mem_total_vs_context");

        Panel.Point point = figure.panels().get(1).series().get(0).points().get(0);

        assertThat(figure.rows()).isEqualTo(24);
        assertThat(figure.panels().get(1).level().orElseThrow().text()).isEqualTo("2");
        assertThat(point.x().label()).isEqualTo("4K");
        assertThat(point.y().mean()).isEqualTo(1024 + 1536);
        assertThat(point.y().n()).isEqualTo(2);
        assertThat(point.y().low()).hasValue(2048);
        assertThat(point.y().high()).hasValue(3072);
    }

    @Test
    void labelsAreForReadersAndOffIsACategoryOfItsOwn() {
        Figure figure = named(MemoryFigures.of(List.of(results("T")), PlotOptions.DEFAULT), "T_mem_kvcache_vs_sliding");

        assertThat(figure.x().levels().stream().map(Level::label)).containsExactly("off", "2K");
        assertThat(figure.x().levels().stream().map(Level::off)).containsExactly(true, false);
        assertThat(figure.x().label()).isEqualTo("sliding window (tokens)");
        assertThat(figure.y().label()).isEqualTo("KV cache (GiB)");
        assertThat(figure.y().scale()).isEqualTo(1.0 / 1024);
        assertThat(figure.facet().orElseThrow().label()).isEqualTo("context window");
    }

    @Test
    void quantizationFiguresKeepTheOrderGivenAndThroughputFiguresSortTheTags() {
        List<Table> results = List.of(results("Tiny-q4f16_1-MLC"), results("Tiny-q0f16-MLC"));
        List<Table> metrics = List.of(
                Sweeps.metrics(folder, "Tiny-q4f16_1-MLC", Sweeps.metrics(2)),
                Sweeps.metrics(folder, "Tiny-q0f16-MLC", Sweeps.metrics(1)));

        Figure quantization =
                QuantizationFigures.of(results, PlotOptions.DEFAULT).figures().get(0);
        Figure throughput =
                ThroughputFigures.of(metrics, PlotOptions.DEFAULT).figures().get(0);

        assertThat(quantization.hue().orElseThrow().levels().stream().map(Level::label))
                .containsExactly("q4f16_1", "q0f16");
        assertThat(throughput.hue().orElseThrow().levels().stream().map(Level::label))
                .containsExactly("q0f16", "q4f16_1");
        assertThat(throughput.inputs().get(0)).isEqualTo("kv_cache_dse_metrics_Tiny-q4f16_1-MLC.csv");
        assertThat(quantization.subtitle()).isEqualTo("Tiny: max batch size 1, no sliding window, no attention sink");
    }

    @Test
    void thereAreSixteenThroughputAndLatencyFigures() {
        FigureSet set =
                ThroughputFigures.of(List.of(Sweeps.metrics(folder, "T", Sweeps.metrics(1))), PlotOptions.DEFAULT);

        assertThat(set.figures()).hasSize(16);
        assertThat(set.figures().stream().map(Figure::name))
                .contains(
                        "throughput_prefill_vs_context",
                        "throughput_decode_vs_batch",
                        "latency_e2e_vs_sliding",
                        "latency_ttft_vs_sink");
        assertThat(named(set, "latency_ttft_vs_sink").style().orElseThrow().column())
                .isEqualTo("sliding_window_size");
        assertThat(named(set, "latency_ttft_vs_batch").style()).isEmpty();
    }

    @Test
    void aUsersConditionMovesTheDesignPoint() {
        Figure figure = QuantizationFigures.of(
                        List.of(results("T")), Sweeps.filter("max_batch_size=2, prefill_chunk_size=1024"))
                .figures()
                .get(0);

        assertThat(figure.source().filter())
                .isEqualTo(
                        "sliding_window_size<=0 & attention_sink_size==0 & max_batch_size==2 & prefill_chunk_size==1024");
        assertThat(figure.rows()).isEqualTo(2);
        assertThat(figure.panels().get(0).series().get(0).points().get(0).y().mean())
                .isEqualTo(1024);
        assertThat(figure.subtitle()).contains("max batch size 2").contains("prefill chunk 1K");
    }

    @Test
    void noRowsAfterTheFilterIsAProblemThatNamesTheCondition() {
        FigureSet set =
                MemoryFigures.of(List.of(results("T")), Sweeps.filter("prefill_chunk_size=1024, max_batch_size=64"));

        assertThat(set.figures()).isEmpty();
        assertThat(set.problems())
                .singleElement()
                .asString()
                .startsWith(
                        "<filter>: no rows for T_mem_kvcache_vs_context, T_mem_total_vs_context, T_mem_kvcache_vs_sliding: "
                                + "prefill_chunk_size==1024 removes 12 of 24, max_batch_size==64 removes 12 of 12");
    }

    @Test
    void aSweepWithoutSlidingWindowsHasNoSuchFiguresAndSaysSo() {
        List<String> rows =
                Sweeps.metrics(1).stream().filter(row -> row.contains(",-1,0,")).toList();

        FigureSet set = ThroughputFigures.of(
                List.of(Sweeps.metrics(folder, "T", rows)), Sweeps.filter("context_window_size=4096"));

        assertThat(set.problems()).isEmpty();
        assertThat(set.figures()).hasSize(8);
        assertThat(set.warnings().stream().filter(warning -> warning.kind() == Warning.Kind.NO_ROWS))
                .singleElement()
                .asString()
                .startsWith("dse/kv_cache_dse_metrics_T.csv: throughput_prefill_vs_sliding,")
                .endsWith(" are not drawn: nothing was measured with sliding_window_size>0");
    }

    @Test
    void aSweepWithoutTheFixedDesignPointIsAFigureLess() {
        List<String> rows = Sweeps.results(Sweeps::kvCache).stream()
                .filter(row -> !row.contains(",-1,0,"))
                .toList();

        FigureSet set = QuantizationFigures.of(List.of(Sweeps.results(folder, "T", rows)), PlotOptions.DEFAULT);

        assertThat(set.problems()).isEmpty();
        assertThat(set.figures()).isEmpty();
        assertThat(set.warnings().stream().filter(warning -> warning.kind() == Warning.Kind.NO_ROWS))
                .singleElement()
                .asString()
                .isEqualTo("dse/kv_cache_dse_results_T.csv: kv_cache_quant_compare and kv_cache_quant_compare_total are"
                        + " not drawn: nothing was measured with sliding_window_size<=0");
    }

    @Test
    void twoFilesOfOneModelAreAProblem() {
        Table one = results("T");
        Table other = Sweeps.results(folder.resolve("other"), "T", Sweeps.results(Sweeps::kvCache));

        assertThat(MemoryFigures.of(List.of(one, other), PlotOptions.DEFAULT).problems())
                .singleElement()
                .asString()
                .contains("several files are of the model \"T\"");
    }

    @Test
    void runsCanBePickedOrDrawnApart() {
        var rows = new ArrayList<>(Sweeps.results(Sweeps::kvCache));
        Sweeps.points().forEach(point -> rows.add(Sweeps.result(point, 1, 2 * Sweeps.kvCache(point))));
        Table table = Sweeps.results(folder, "T", rows);

        Figure all = QuantizationFigures.of(List.of(table), PlotOptions.DEFAULT)
                .figures()
                .get(0);
        Figure three = QuantizationFigures.of(List.of(table), Sweeps.runs("3"))
                .figures()
                .get(0);
        Figure apart = QuantizationFigures.of(List.of(table), Sweeps.runs("separate"))
                .figures()
                .get(0);

        assertThat(all.panels().get(0).series().get(0).points().get(0).y().mean())
                .isEqualTo(768);
        assertThat(three.panels().get(0).series().get(0).points().get(0).y().mean())
                .isEqualTo(512);
        assertThat(three.source().filter()).endsWith("num_runs==3");
        assertThat(apart.hue().orElseThrow().levels().stream().map(Level::label))
                .containsExactly("T, 1 run", "T, 3 runs");
        assertThat(apart.hue().orElseThrow().levels().stream().map(Level::text))
                .containsExactly("T, num_runs=1", "T, num_runs=3");
        assertThat(apart.panels().get(0).series().get(0).points().get(0).y().mean())
                .isEqualTo(1024);
    }

    @Test
    void runsDrawnApartDoNotMakeStructuralGapsMissing() {
        var rows = new ArrayList<>(Sweeps.results(Sweeps::kvCache));
        Sweeps.points().forEach(point -> rows.add(Sweeps.result(point, 1, 2 * Sweeps.kvCache(point))));

        FigureSet set = MemoryFigures.of(List.of(Sweeps.results(folder, "T", rows)), Sweeps.runs("separate"));

        assertThat(set.figures())
                .allSatisfy(figure -> assertThat(figure.caption()).noneMatch(line -> line.startsWith("Not measured")));
    }

    @Test
    void aPointThatTheGridHasAndALineLacksIsMissing() {
        List<String> rows = Sweeps.results(Sweeps::kvCache).stream()
                .filter(row -> !row.contains(",8192,") || !row.contains(",2,2048,128,"))
                .toList();

        Figure figure = named(
                MemoryFigures.of(List.of(Sweeps.results(folder, "T", rows)), PlotOptions.DEFAULT),
                "T_mem_kvcache_vs_context");

        assertThat(figure.panels().get(0).series())
                .allMatch(line -> line.missing().isEmpty());
        Panel.Series line = figure.panels().get(1).series().get(2);
        assertThat(line.style().orElseThrow().text()).isEqualTo("128");
        assertThat(line.missing().stream().map(Level::text)).containsExactly("8192");
        assertThat(figure.caption()).contains("Not measured: 1 point of the grid.");
    }

    @Test
    void identicalLinesAreGrouped() {
        Figure figure = named(MemoryFigures.of(List.of(results("T")), PlotOptions.DEFAULT), "T_mem_kvcache_vs_context");

        assertThat(figure.panels())
                .allSatisfy(panel -> assertThat(panel.coincident()).containsExactly(List.of(0, 1, 2)));
        assertThat(figure.caption()).contains("All lines of each panel are identical.");
    }

    @Test
    void theUsersTitleCaptionNamesAndZeroAreTaken() {
        var options = PlotOptions.parse(
                "",
                Map.of("Tiny-q0f16-MLC", "half floats"),
                "first",
                "all",
                "none",
                "Edge: {title}",
                "Invented data.",
                false);

        Figure figure = MemoryFigures.of(List.of(results("Tiny-q0f16-MLC")), options)
                .figures()
                .get(0);

        assertThat(figure.title()).isEqualTo("Edge: KV cache memory by context window");
        assertThat(figure.subtitle()).isEqualTo("half floats");
        assertThat(figure.caption().get(0)).isEqualTo("Invented data.");
        assertThat(figure.y().zero()).isFalse();
        assertThat(figure.panels().get(0).series().get(0).points().get(0).y().low())
                .isEmpty();
    }

    @Test
    void theConfidenceBandLiesWithinTheRange() {
        Figure figure =
                named(MemoryFigures.of(List.of(results("T")), Sweeps.band(Figure.Band.CI95)), "T_mem_total_vs_context");

        Statistics y = figure.panels().get(0).series().get(0).points().get(0).y();
        assertThat(y.low().orElseThrow()).isBetween(y.min(), y.mean());
        assertThat(y.high().orElseThrow()).isBetween(y.mean(), y.max());
        assertThat(figure.caption().get(0))
                .contains("95 % bootstrap confidence interval")
                .contains("seed");
    }

    @Test
    void smallTimesAreShownInMilliseconds() {
        FigureSet set =
                ThroughputFigures.of(List.of(Sweeps.metrics(folder, "T", Sweeps.metrics(0.01))), PlotOptions.DEFAULT);

        assertThat(named(set, "latency_ttft_vs_context").y().label()).isEqualTo("time to first token (ms)");
        assertThat(named(set, "latency_ttft_vs_context").y().scale()).isEqualTo(1000);
    }
}
