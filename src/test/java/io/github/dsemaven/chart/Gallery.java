/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.figure.Figure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Draws all figures of a folder of CSV files into a folder, for looking at and for timing: {@code Gallery CSV OUT THEME FORMATS}. */
final class Gallery {
    private Gallery() {}

    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        List<Figure> figures = ReferenceFigures.of(Path.of(arguments[0]));
        var formats = EnumSet.noneOf(Format.class);
        Arrays.stream(arguments[3].split(",")).map(Format::parse).forEach(formats::add);
        var metadata =
                new RenderMetadata("dse-maven-plugin 1.0.0-SNAPSHOT", Map.of("Inputs", "test"), Optional.empty());
        var writer = new FigureWriter(
                Theme.parse(arguments[2]), formats, FigureWriter.DEFAULT_DPI, FigureWriter.DEFAULT_WIDTH_CM, metadata);
        long read = System.nanoTime();
        var pool = Executors.newFixedThreadPool(2, task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        List<Future<FigureWriter.Result>> results = figures.stream()
                .map(figure -> pool.submit(() -> writer.write(figure, Path.of(arguments[1]))))
                .toList();
        for (int i = 0; i < results.size(); i++) {
            FigureWriter.Result result = results.get(i).get();
            if (arguments.length > 4) {
                System.out.println(
                        figures.get(i).name() + " layout " + result.layout().toMillis() + " ms " + result.encoding());
            }
        }
        pool.shutdown();
        long end = System.nanoTime();
        System.out.println(figures.size() + " figures, read " + (read - start) / 1_000_000 + " ms, drawn "
                + (end - read) / 1_000_000 + " ms");
    }
}
