/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Csv;
import io.github.dsemaven.csv.CsvFiles;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.csv.Loaded;
import io.github.dsemaven.csv.PerplexityTable;
import io.github.dsemaven.csv.Table;
import io.github.dsemaven.designspace.Repeats;
import io.github.dsemaven.designspace.RowFilter;
import io.github.dsemaven.designspace.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Small invented sweeps: context 4096 and 8192, prefill 1024 and 2048, batch 1 and 2, no window or one of 2048. */
final class Sweeps {
    /** One point of the sweep. */
    record Point(long context, long prefill, long batch, long sliding, long sink) {
        String cells() {
            return context + "," + prefill + "," + batch + "," + sliding + "," + sink;
        }
    }

    private Sweeps() {}

    static List<Point> points() {
        var points = new ArrayList<Point>();
        for (long context : new long[] {4096, 8192}) {
            for (long prefill : new long[] {1024, 2048}) {
                for (long batch : new long[] {1, 2}) {
                    points.add(new Point(context, prefill, batch, -1, 0));
                    points.add(new Point(context, prefill, batch, 2048, 0));
                    points.add(new Point(context, prefill, batch, 2048, 128));
                }
            }
        }
        return points;
    }

    /** KV cache in MB that grows with context and batch, and not with anything else. */
    static double kvCache(Point point) {
        return point.context() / 8.0 * point.batch();
    }

    static List<String> results(ToDoubleFunction<Point> kvCache) {
        return points().stream()
                .map(point -> result(point, 3, kvCache.applyAsDouble(point)))
                .toList();
    }

    static String result(Point point, int runs, double kvCache) {
        return Csv.result(point.cells(), runs, String.valueOf(kvCache + point.prefill()), String.valueOf(kvCache));
    }

    static List<String> metrics(double factor) {
        var rows = new ArrayList<String>();
        for (Point point : points()) {
            for (int i = 0; i < Columns.DRAWN_METRICS.size(); i++) {
                double value =
                        factor * (i + 1) * (1 + point.context() / 4096.0 + point.prefill() / 1e6 + point.sink() / 1e5);
                rows.add(Csv.metric(point.cells(), 3, Columns.DRAWN_METRICS.get(i), String.valueOf(value)));
            }
        }
        return rows;
    }

    static Table results(Path folder, String tag, List<String> rows) {
        return good(CsvFiles.results(
                List.of(write(folder, "kv_cache_dse_results_" + tag + ".csv", Csv.RESULTS_HEADER, rows))));
    }

    static Table metrics(Path folder, String tag, List<String> rows) {
        return good(CsvFiles.metrics(
                List.of(write(folder, "kv_cache_dse_metrics_" + tag + ".csv", Csv.METRICS_HEADER, rows))));
    }

    static PerplexityTable perplexity(Path folder, String dataset, String... rows) {
        return good(CsvFiles.perplexity(
                List.of(write(folder, dataset + "_ppl_results.csv", Csv.PERPLEXITY_HEADER, Arrays.asList(rows)))));
    }

    private static InputFile write(Path folder, String name, String header, List<String> rows) {
        try {
            return Csv.write(Files.createDirectories(folder), name, header, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T good(Loaded<T> loaded) {
        if (!loaded.problems().isEmpty()) {
            throw new AssertionError(loaded.problems());
        }
        return loaded.tables().get(0);
    }

    static PlotOptions filter(String filter) {
        return PlotOptions.parse(filter, Map.of(), "first", "all", "range", "", "", true);
    }

    static PlotOptions runs(String runs) {
        return PlotOptions.parse("", Map.of(), "first", runs, "range", "", "", true);
    }

    static PlotOptions band(Figure.Band band) {
        return new PlotOptions(RowFilter.NONE, Map.of(), Repeats.FIRST, new Runs.All(), band, "", "", true);
    }
}
