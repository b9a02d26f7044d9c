/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.csv.CsvFiles;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.csv.Loaded;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.FigureSet;
import io.github.dsemaven.figure.MemoryFigures;
import io.github.dsemaven.figure.PerplexityFigures;
import io.github.dsemaven.figure.PlotOptions;
import io.github.dsemaven.figure.QuantizationFigures;
import io.github.dsemaven.figure.ThroughputFigures;
import io.github.dsemaven.figure.Warning;
import io.github.dsemaven.provenance.Decision;
import io.github.dsemaven.provenance.Products;
import io.github.dsemaven.provenance.Step;
import io.github.dsemaven.provenance.StepRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Draws the figures of a goal: finds and reads CSVs, selects and aggregates, draws, and writes data beside. */
public final class PlotService {
    private final Log log;
    private final Preparation preparation;
    private final Elsewhere elsewhere;

    /**
     * @param log where artifacts, warnings and timings are said
     * @param preparation one for all goals of a build
     * @param elsewhere one for all goals of a project
     */
    public PlotService(Log log, Preparation preparation, Elsewhere elsewhere) {
        this.log = Objects.requireNonNull(log);
        this.preparation = preparation;
        this.elsewhere = elsewhere;
    }

    /**
     * Draws everything that can be drawn, unless it is there already.
     *
     * @throws DseException with every problem found, after everything else was drawn; with {@code strict} before
     */
    public void run(PlotRequest request) {
        PlotSettings settings = PlotSettings.of(request);
        var provenance = new PlotProvenance(request, log);
        InputFiles inputs = InputFiles.of(request, new MadeFiles(provenance.provenance()));
        inputs.notices().forEach(log::warn);
        Step step = provenance.step(settings, inputs.files());
        if (inputs.files().isEmpty() && inputs.problems().isEmpty()) {
            nothing(request);
            step.retire();
            return;
        }
        Decision decision = step.decide();
        if (inputs.problems().isEmpty() && !(decision instanceof Decision.Run)) {
            skip(request, decision);
        } else {
            try {
                draw(request, settings, inputs, provenance, step, decision.reason());
            } finally {
                preparation.end();
            }
        }
    }

    private void nothing(PlotRequest request) {
        if (request.defaultFolders().isEmpty()) {
            log.info("Nothing to draw by " + request.goal().goal() + ": <csv> names no "
                    + request.goal().family().word() + " file");
            return;
        }
        String message = "Nothing to draw: no " + request.goal().filePattern() + " in " + folders(request);
        List<String> others = elsewhere.files(request.base(), request.goal());
        if (others.isEmpty()) {
            log.info(message);
        } else {
            log.warn(message + ". " + Suggestions.foundElsewhere(others));
        }
    }

    private static String folders(PlotRequest request) {
        return String.join(
                " or ",
                request.defaultFolders().stream()
                        .map(folder -> InputFiles.displayName(request.base(), folder))
                        .toList());
    }

    private void skip(PlotRequest request, Decision decision) {
        boolean restored = decision instanceof Decision.Restored;
        StepRecord record =
                decision instanceof Decision.Restored from ? from.record() : ((Decision.UpToDate) decision).record();
        List<Path> drawn = record.outputs().stream()
                .filter(output -> output.name().endsWith(".json"))
                .map(output -> request.folders().output(output.name()))
                .toList();
        drawn.forEach(file -> claim(request, file));
        record.warnings().forEach(log::warn);
        log.info((restored ? "Taken from the cache: " : "Up to date: ") + figures(drawn.size()) + " ("
                + decision.reason() + ")");
    }

    private void draw(
            PlotRequest request,
            PlotSettings settings,
            InputFiles inputs,
            PlotProvenance provenance,
            Step step,
            String reason) {
        var problems = new ArrayList<>(inputs.problems());
        preparation.begin(() -> FigureFiles.prepare(request, settings));
        FigureSet set = read(request.goal(), inputs.files(), settings.options(), problems);
        problems.addAll(set.problems());
        problems.addAll(doubled(set.figures()));
        set.figures().forEach(figure -> claim(request, FigureFiles.json(request, figure)));
        List<Warning> found = Warning.grouped(set.warnings());
        List<String> warnings = found.stream().map(Warning::toString).toList();
        if (request.strict()) {
            found.stream().map(PlotService::strict).forEach(problems::add);
            if (!problems.isEmpty()) {
                throw new DseException(problems);
            }
        }
        warnings.forEach(log::warn);
        var drawn = new FigureFiles(request, settings, provenance.sources(inputs.files()), log).write(set.figures());
        problems.addAll(drawn.problems());
        if (drawn.figures() > 0) {
            log.info(figures(drawn.figures()) + " in "
                    + InputFiles.displayName(request.base(), request.outputDirectory()) + ", drawn because " + reason);
        }
        var products = new Products(drawn.files(), List.of(), warnings);
        if (!problems.isEmpty()) {
            step.fail(products);
            throw new DseException(problems);
        }
        step.record(products);
    }

    private FigureSet read(PlotGoal goal, List<InputFile> files, PlotOptions options, List<Problem> problems) {
        return switch (goal) {
            case MEMORY -> read(files, CsvFiles::results, MemoryFigures::of, options, problems);
            case QUANTIZATION -> read(files, CsvFiles::results, QuantizationFigures::of, options, problems);
            case THROUGHPUT -> read(files, CsvFiles::metrics, ThroughputFigures::of, options, problems);
            case PERPLEXITY -> read(files, CsvFiles::perplexity, PerplexityFigures::of, options, problems);
        };
    }

    private <T> FigureSet read(
            List<InputFile> files,
            Function<List<InputFile>, Loaded<T>> reader,
            BiFunction<List<T>, PlotOptions, FigureSet> catalogue,
            PlotOptions options,
            List<Problem> problems) {
        long start = System.nanoTime();
        Loaded<T> loaded = reader.apply(files);
        long read = System.nanoTime();
        problems.addAll(loaded.problems());
        FigureSet set = loaded.tables().isEmpty()
                ? new FigureSet(List.of(), List.of(), List.of())
                : catalogue.apply(loaded.tables(), options).after(Warning.of(loaded.notices()));
        log.debug("Read " + files.size() + " files in " + milliseconds(start, read) + " ms, aggregated in "
                + milliseconds(read, System.nanoTime()) + " ms");
        return set;
    }

    private static void claim(PlotRequest request, Path file) {
        request.claims()
                .claim(file, InputFiles.displayName(request.base(), file), request.execution())
                .ifPresent(problem -> {
                    throw new DseException(problem);
                });
    }

    /** Two files of one tag would draw over each other's figures. */
    private static List<Problem> doubled(List<Figure> figures) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < figures.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (figures.get(i).name().equals(figures.get(j).name())) {
                    problems.add(Problem.at(
                            Place.of("<csv>"),
                            "two files make the figure " + figures.get(i).name() + ": rename one of "
                                    + String.join(", ", figures.get(i).inputs()) + " or draw them in two executions"));
                }
            }
        }
        return problems;
    }

    private static Problem strict(Warning warning) {
        return Problem.at(Place.of(warning.files().isEmpty() ? "<csv>" : warning.subject()), warning.message());
    }

    private static String figures(long count) {
        return count + (count == 1 ? " figure" : " figures");
    }

    static long milliseconds(long from, long to) {
        return (to - from) / 1_000_000;
    }
}
