/* SPDX-License-Identifier: Apache-2.0 */
import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.CsvFiles;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.designspace.Repeats;
import io.github.dsemaven.designspace.RowFilter;
import io.github.dsemaven.designspace.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Loads a folder of metrics CSVs, collapses repeats and selects the fixed design point: what pandas takes 10.4 s for. */
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
        RowFilter filter = RowFilter.parse("bench", "max_batch_size=1, sliding_window_size<=0, attention_sink_size=0");
        long configurations = 0;
        long selected = 0;
        for (String metric : Columns.DRAWN_METRICS) {
            for (Sweep sweep : Sweep.of(loaded.tables(), metric, Repeats.FIRST)) {
                configurations += sweep.measurements().size();
                selected += filter.select(sweep.measurements()).size();
            }
        }
        long rows = loaded.tables().stream().mapToLong(table -> table.rows()).sum();
        System.out.printf(
                Locale.ROOT,
                "%d rows, %d measurements, %d selected; read %.2f s, pivot and select %.2f s%n",
                rows,
                configurations,
                selected,
                (read - start) / 1e9,
                (System.nanoTime() - read) / 1e9);
    }
}
