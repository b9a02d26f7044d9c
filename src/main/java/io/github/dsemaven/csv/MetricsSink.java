/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of a metrics file: the drawn metrics kept, every other value only checked to be a number. */
final class MetricsSink implements RowSink<Table> {
    /** What is known of a metric while the file is read. */
    private static final class Metric {
        private final byte[] name;
        private final boolean known;
        private final Samples samples;
        private final long firstLine;
        private long rows;
        private long empty;
        /** The metric that followed this one last time: nearly always the one that follows it this time. */
        private Metric next;

        Metric(String name, boolean known, Samples samples, long firstLine) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.known = known;
            this.samples = samples;
            this.firstLine = firstLine;
        }
    }

    private static final Set<String> KNOWN = new HashSet<>(Columns.KNOWN_METRICS);

    private final InputFile file;
    private final FileProblems problems;
    private final Cells cells;
    private final ConfigurationReader keys;
    private final ColumnSpec nameColumn;
    private final ColumnSpec valueColumn;
    private final int nameAt;
    private final int valueAt;
    private final int sharedCells;
    private final Map<String, Metric> metrics = new HashMap<>();
    private final Map<String, Metric> inOrder = new LinkedHashMap<>();
    private Metric last;
    private long rows;

    MetricsSink(InputFile file, Header header, FileProblems problems) {
        this.file = file;
        this.problems = problems;
        cells = new Cells(problems);
        keys = new ConfigurationReader(header, Family.METRICS, cells);
        nameColumn = column(Columns.METRIC_NAME);
        valueColumn = column(Columns.METRIC_VALUE);
        nameAt = header.index(Columns.METRIC_NAME);
        valueAt = header.index(Columns.METRIC_VALUE);
        int lastKey = Columns.KEY.stream().mapToInt(header::index).max().orElseThrow();
        sharedCells = lastKey < Math.min(nameAt, valueAt) ? lastKey + 1 : 0;
    }

    private static ColumnSpec column(String name) {
        return Family.METRICS.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public int sharedCells() {
        return sharedCells;
    }

    @Override
    public void accept(Row row) {
        rows++;
        int configuration = keys.read(row);
        Metric metric = metric(row);
        metric.rows++;
        if (metric.samples == null) {
            if (!row.isPlainNumber(valueAt, metric.known)) {
                cells.number(row, valueAt, valueColumn, metric.known ? 0 : Double.NEGATIVE_INFINITY);
            }
            return;
        }
        double value = cells.number(row, valueAt, valueColumn);
        if (Double.isNaN(value)) {
            metric.empty++;
        } else {
            metric.samples.add(configuration, value);
        }
    }

    private Metric metric(Row row) {
        if (last != null && last.next != null && row.is(nameAt, last.next.name)) {
            last = last.next;
            return last;
        }
        String name = row.text(nameAt);
        Metric metric = metrics.get(name);
        if (metric == null) {
            metric = add(name, row);
        }
        if (last != null && !name.isEmpty()) {
            last.next = metric;
        }
        last = metric;
        return metric;
    }

    private Metric add(String name, Row row) {
        cells.text(row, nameAt, nameColumn);
        var samples = Columns.DRAWN_METRICS.contains(name) ? new Samples() : null;
        var metric = new Metric(name, KNOWN.contains(name), samples, row.line);
        if (!name.isEmpty()) {
            metrics.put(name, metric);
            inOrder.put(name, metric);
        }
        return metric;
    }

    @Override
    public Table finish() {
        Map<String, Samples> values = new LinkedHashMap<>();
        Map<String, Long> emptyCells = new LinkedHashMap<>();
        for (String name : Columns.DRAWN_METRICS) {
            Metric metric = metrics.get(name);
            if (metric != null) {
                values.put(name, metric.samples);
                emptyCells.put(name, metric.empty);
            }
            reportMisspellings(name);
        }
        Map<String, Long> undrawn = new LinkedHashMap<>();
        inOrder.forEach((name, metric) -> {
            if (metric.samples == null) {
                undrawn.put(name, metric.rows);
            }
        });
        if (values.isEmpty() && problems.isEmpty()) {
            problems.file(
                    "has none of the metrics that are drawn",
                    Suggestions.metricNames(Columns.DRAWN_METRICS, undrawn.keySet()));
        }
        return new Table(file, Family.METRICS.tag(file), rows, keys.configurations(), values, emptyCells, undrawn);
    }

    /**
     * An unknown name much like a drawn metric is taken for a misspelling: two characters may differ, or more where the
     * file has the metric under no other name.
     */
    private void reportMisspellings(String drawn) {
        List<String> unknown =
                inOrder.keySet().stream().filter(name -> !KNOWN.contains(name)).toList();
        Set<String> misspelt = new LinkedHashSet<>();
        unknown.stream().filter(name -> Suggestions.isSlip(name, drawn)).forEach(misspelt::add);
        if (!metrics.containsKey(drawn)) {
            Suggestions.nearest(drawn, unknown).ifPresent(misspelt::add);
        }
        for (String name : misspelt) {
            Metric metric = metrics.get(name);
            problems.cell(
                    metric.firstLine,
                    Columns.METRIC_NAME,
                    "unknown metric \"" + name + "\" (" + metric.rows + (metric.rows == 1 ? " row)" : " rows)"),
                    Suggestions.rename(name, drawn));
        }
    }
}
