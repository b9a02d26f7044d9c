/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.chart.FigureWriter;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.FigureData;
import io.github.dsemaven.provenance.Products.ProducedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes the pictures and the data of figures, several at a time. */
final class FigureFiles {
    /** More threads cost more memory (a PNG of a page is 10 MB before compression) than they save time. */
    private static final int MOST_THREADS = 4;

    private final PlotRequest request;
    private final PlotSettings settings;
    private final Map<InputFile, String> sources;
    private final Log log;

    /**
     * What became of the figures.
     *
     * @param figures how many were written
     * @param files every file written
     * @param problems why others were not
     */
    record Outcome(int figures, List<ProducedFile> files, List<Problem> problems) {}

    private record Written(List<Path> files, String timings) {}

    /**
     * @param sources what pictures call each file read; each figure names its own
     */
    FigureFiles(PlotRequest request, PlotSettings settings, Map<InputFile, String> sources, Log log) {
        this.request = request;
        this.settings = settings;
        this.sources = sources;
        this.log = log;
    }

    /** Where the data of a figure goes; it marks the figure as drawn. */
    static Path json(PlotRequest request, Figure figure) {
        return request.outputDirectory().resolve("data").resolve(figure.name() + ".json");
    }

    Outcome write(List<Figure> figures) {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), Math.min(MOST_THREADS, figures.size()));
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads), FigureFiles::daemon);
        try {
            List<Callable<Written>> tasks = figures.stream()
                    .<Callable<Written>>map(figure -> () -> write(figure))
                    .toList();
            return collect(figures, pool.invokeAll(tasks));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while drawing", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "dse-draw");
        thread.setDaemon(true);
        return thread;
    }

    private Outcome collect(List<Figure> figures, List<Future<Written>> futures) throws InterruptedException {
        var files = new ArrayList<ProducedFile>();
        var problems = new ArrayList<Problem>();
        int written = 0;
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            try {
                Written result = futures.get(i).get();
                log.debug(figure.name() + ": " + result.timings());
                result.files().forEach(file -> files.add(new ProducedFile(file, figure.inputs())));
                written++;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof DseException user)) {
                    throw new IllegalStateException("can't draw " + figure.name(), e.getCause());
                }
                problems.addAll(user.problems());
            }
        }
        return new Outcome(written, files, problems);
    }

    /** Starts what drawing needs, while data is read. */
    static void prepare(PlotRequest request, PlotSettings settings) {
        writer(request, settings, List.of()).prepare();
    }

    private FigureWriter writer(Figure figure) {
        List<String> from = sources.entrySet().stream()
                .filter(source -> figure.inputs().contains(source.getKey().fileName()))
                .map(Map.Entry::getValue)
                .toList();
        return writer(request, settings, from);
    }

    private static FigureWriter writer(PlotRequest request, PlotSettings settings, List<String> from) {
        return new FigureWriter(
                settings.theme(),
                settings.formats(),
                request.look().dpi(),
                request.look().widthCm(),
                PlotProvenance.metadata(from));
    }

    private Written write(Figure figure) {
        long start = System.nanoTime();
        Path json = json(request, figure);
        Path csv = json.resolveSibling(figure.name() + ".csv");
        AtomicFile.write(json, out -> FigureData.json(figure, out));
        AtomicFile.write(csv, out -> FigureData.csv(figure, out));
        long dataDone = System.nanoTime();
        FigureWriter.Result pictures = writer(figure).write(figure, request.outputDirectory());
        var files = new ArrayList<>(pictures.files());
        files.add(json);
        files.add(csv);
        var timings = new StringBuilder("data " + PlotService.milliseconds(start, dataDone) + " ms, layout "
                + pictures.layout().toMillis() + " ms");
        pictures.encoding()
                .forEach((format, time) -> timings.append(", ")
                        .append(format.extension())
                        .append(' ')
                        .append(time.toMillis())
                        .append(" ms"));
        return new Written(files, timings.toString());
    }
}
