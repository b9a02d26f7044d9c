/* SPDX-License-Identifier: Apache-2.0 */
import io.github.dsemaven.csv.CsvFiles;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.FigureSet;
import io.github.dsemaven.figure.Panel;
import io.github.dsemaven.figure.PlotOptions;
import io.github.dsemaven.figure.ThroughputFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads a folder of metrics CSVs and aggregates the sixteen figures, as {@code dse:plot-throughput} does before it draws. */
public final class LoadMetrics {
    public static void main(String[] args) throws IOException {
        long start = System.nanoTime();
        List<InputFile> files;
        try (Stream<Path> list = Files.list(Path.of(args[0]))) {
            files = list.sorted()
                    .map(file -> new InputFile(file, file.getFileName().toString()))
                    .toList();
        }
        var loaded = CsvFiles.metrics(files);
        loaded.problems().forEach(System.err::println);
        long read = System.nanoTime();
        FigureSet set = ThroughputFigures.of(loaded.tables(), PlotOptions.DEFAULT);
        long end = System.nanoTime();
        long rows = loaded.tables().stream().mapToLong(table -> table.rows()).sum();
        long points = 0;
        for (Figure figure : set.figures()) {
            for (Panel panel : figure.panels()) {
                points += panel.series().stream()
                        .mapToLong(line -> line.points().size())
                        .sum();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d rows, %d figures, %d points; read %.2f s, aggregated %.2f s, both %.2f s%n",
                rows,
                set.figures().size(),
                points,
                (read - start) / 1e9,
                (end - read) / 1e9,
                (end - start) / 1e9);
    }
}
