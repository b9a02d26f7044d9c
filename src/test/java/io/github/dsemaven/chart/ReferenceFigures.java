/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.csv.CsvFiles;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.MemoryFigures;
import io.github.dsemaven.figure.PerplexityFigures;
import io.github.dsemaven.figure.PlotOptions;
import io.github.dsemaven.figure.QuantizationFigures;
import io.github.dsemaven.figure.ThroughputFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every figure of a folder of CSV files. */
final class ReferenceFigures {
    private ReferenceFigures() {}

    static List<Figure> of(Path folder) {
        var figures = new ArrayList<Figure>();
        var results = CsvFiles.results(files(folder, "kv_cache_dse_results_")).tables();
        var metrics = CsvFiles.metrics(files(folder, "kv_cache_dse_metrics_")).tables();
        figures.addAll(MemoryFigures.of(results, PlotOptions.DEFAULT).figures());
        figures.addAll(QuantizationFigures.of(results, PlotOptions.DEFAULT).figures());
        figures.addAll(ThroughputFigures.of(metrics, PlotOptions.DEFAULT).figures());
        figures.addAll(PerplexityFigures.of(
                        CsvFiles.perplexity(files(folder, "wikitext2")).tables(), PlotOptions.DEFAULT)
                .figures());
        return figures;
    }

    private static List<InputFile> files(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .map(file -> new InputFile(file, file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
