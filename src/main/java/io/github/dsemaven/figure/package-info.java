/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What to draw, as data: the figures of each goal with their axes, facets, series, points and caption.
 *
 * <pre>{@code
 * PlotOptions options = PlotOptions.parse(filter, models, repeats, runs, band, title, caption, zero); // DseException
 * Loaded<Table> loaded = CsvFiles.results(inputFiles);         // or metrics, perplexity; in the order to be drawn
 * FigureSet set = MemoryFigures.of(loaded.tables(), options);  // or Quantization-, Throughput-, PerplexityFigures
 * for (Figure figure : set.figures()) {
 *     write("data/" + figure.name() + ".json", FigureData.json(figure));
 *     write("data/" + figure.name() + ".csv", FigureData.csv(figure));
 * }
 * log(set.warnings());                                         // errors if strict
 * fail(loaded.problems(), set.problems());                     // bad files; figures without rows
 * }</pre>
 */
package io.github.dsemaven.figure;
