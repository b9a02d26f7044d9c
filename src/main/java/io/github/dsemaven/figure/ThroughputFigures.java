/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Table;
import io.github.dsemaven.designspace.RowFilter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The figures of {@code plot-throughput}: four metrics over context window, batch size, sliding window and attention sink,
 * models sorted by tag.
 */
public final class ThroughputFigures {
    private static final String BATCH_METRIC = "decode_time_by_batch_size_count{batch_size=";

    /** A metric as files and titles call it. */
    private record Metric(
            String name, Figure.Topic topic, String column, String sourceLabel, String sourceWords, String words) {}

    private static final List<Metric> METRICS = List.of(
            new Metric(
                    "throughput_prefill",
                    Figure.Topic.THROUGHPUT,
                    Columns.PREFILL_THROUGHPUT,
                    "prefill_tokens_per_s",
                    "Prefill tokens/s",
                    "prefill throughput"),
            new Metric(
                    "throughput_decode",
                    Figure.Topic.THROUGHPUT,
                    Columns.DECODE_THROUGHPUT,
                    "decode_tokens_per_s",
                    "Decode tokens/s",
                    "decode throughput"),
            new Metric(
                    "latency_e2e",
                    Figure.Topic.LATENCY,
                    Columns.END_TO_END_LATENCY,
                    "end_to_end_latency_s",
                    "End-to-end latency",
                    "end-to-end latency"),
            new Metric(
                    "latency_ttft",
                    Figure.Topic.LATENCY,
                    Columns.TIME_TO_FIRST_TOKEN,
                    "ttft_s",
                    "TTFT",
                    "time to first token"));

    private ThroughputFigures() {}

    /** Sixteen figures of all tables together; tables with the same tag are one sweep, the one given first counts first. */
    public static FigureSet of(List<Table> tables, PlotOptions options) {
        if (tables.isEmpty()) {
            return new FigureSet(List.of(), List.of(), List.of());
        }
        List<Table> sorted = tables.stream()
                .sorted(Comparator.comparing(Table::tag, ThroughputFigures::compareCodePoints))
                .toList();
        var figures = new LineFigures(sorted, options, Columns.DRAWN_METRICS);
        List<String> tags = sorted.stream().map(Table::tag).distinct().toList();
        List<String> inputs = Catalogue.fileNames(tables);
        List<String> capacity = capacityRemark(tables);
        for (Metric metric : METRICS) {
            figures.add(vsContext(metric), tags, inputs, List.of());
            figures.add(vsBatch(metric), tags, inputs, capacity);
            figures.add(vsSliding(metric), tags, inputs, List.of());
            figures.add(vsSink(metric), tags, inputs, List.of());
        }
        return figures.finish();
    }

    private static int compareCodePoints(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    /** The benchmark sends one request at a time, so a larger batch size only reserves memory: told where the data shows it. */
    private static List<String> capacityRemark(List<Table> tables) {
        Set<String> decoded = tables.stream()
                .flatMap(table -> table.undrawnMetrics().keySet().stream())
                .filter(name -> name.startsWith(BATCH_METRIC))
                .collect(Collectors.toSet());
        return decoded.equals(Set.of(BATCH_METRIC + "1}"))
                ? List.of("Max batch size is a capacity: every batch decoded held one request.")
                : List.of();
    }

    private static LineFigureSpec vsContext(Metric metric) {
        return spec(
                metric,
                "context",
                Columns.CONTEXT_WINDOW,
                Optional.empty(),
                Optional.empty(),
                Catalogue.FIXED_POINT,
                "vs context window (different quantization)",
                "model / quantization");
    }

    private static LineFigureSpec vsBatch(Metric metric) {
        return spec(
                metric,
                "batch",
                Columns.MAX_BATCH,
                Optional.empty(),
                Optional.of(Columns.CONTEXT_WINDOW),
                Catalogue.WITHOUT_SLIDING,
                "vs batch size (different quantization)",
                Columns.MODEL_TAG);
    }

    private static LineFigureSpec vsSliding(Metric metric) {
        return spec(
                metric,
                "sliding",
                Columns.SLIDING_WINDOW,
                Optional.of(Columns.ATTENTION_SINK),
                Optional.of(Columns.CONTEXT_WINDOW),
                Catalogue.WITH_SLIDING,
                "vs sliding_window_size (different quantization, varying sink)",
                Columns.MODEL_TAG);
    }

    private static LineFigureSpec vsSink(Metric metric) {
        return spec(
                metric,
                "sink",
                Columns.ATTENTION_SINK,
                Optional.of(Columns.SLIDING_WINDOW),
                Optional.of(Columns.CONTEXT_WINDOW),
                Catalogue.WITH_SLIDING,
                "vs attention_sink_size (different quantization, varying sliding)",
                Columns.MODEL_TAG);
    }

    private static LineFigureSpec spec(
            Metric metric,
            String suffix,
            String x,
            Optional<String> style,
            Optional<String> facet,
            RowFilter filter,
            String sourceEnd,
            String legendTitle) {
        String words = metric.words().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                + metric.words().substring(1);
        return new LineFigureSpec(
                metric.name() + "_vs_" + suffix,
                metric.topic(),
                new LineFigureSpec.Quantity(metric.column(), metric.sourceLabel(), metric.words()),
                x,
                Columns.MODEL_TAG,
                style,
                facet,
                filter,
                words + " by " + Labels.parameter(x),
                new Figure.SourceWords(metric.sourceWords() + " " + sourceEnd, "", legendTitle));
    }
}
