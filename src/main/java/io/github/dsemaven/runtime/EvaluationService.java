/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.exchange.ResultFormat;
import io.github.dsemaven.nvidia.NvidiaSmi;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.EvaluationResult;
import io.github.dsemaven.perplexity.EvaluationSettings;
import io.github.dsemaven.perplexity.ResultFiles;
import io.github.dsemaven.provenance.Decision;
import io.github.dsemaven.provenance.Products;
import io.github.dsemaven.provenance.Step;
import io.github.dsemaven.provenance.StepRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Evaluates perplexities: checks the settings, finds the libraries, runs the fork and writes the result files. */
public final class EvaluationService {
    private final LibraryResolver resolver;
    private final RememberedWarnings log;
    /** Warns of devices that were replaced: each result says where it was computed, so no artifact repeats it. */
    private final RememberedWarnings replacements;

    private final EvaluationFork fork;

    /**
     * @param ownClasses the plugin's own jar or class folder
     * @param javaHome the Java to run the fork with
     * @param progress shows events, its notes through the log that it is given
     */
    public EvaluationService(
            LibraryResolver resolver,
            Path ownClasses,
            Path javaHome,
            Function<Log, Consumer<Event>> progress,
            Log log) {
        this.resolver = resolver;
        this.log = new RememberedWarnings(log);
        this.replacements = new RememberedWarnings(log, log::warnOfMachine);
        this.fork = new EvaluationFork(resolver, ownClasses, javaHome, progress, this.log);
    }

    /**
     * Runs all that can be run, writes the results of those that succeeded, and then fails if any did not.
     *
     * @throws DseException with every problem of every evaluation
     * @throws InterruptedException when the build is being stopped
     */
    public void run(EvaluationRequest request) throws InterruptedException {
        if (request.evaluations().isEmpty()) {
            throw new DseException(
                    Place.of("<evaluations>"), "there is nothing to evaluate", Suggestions.HF_MODEL_MISSING);
        }
        List<Problem> problems = new ArrayList<>();
        Map<Integer, Evaluation> valid =
                valid(new MlcModels(request.baseModels(), request.hub(), log).named(request.evaluations()), problems);
        List<Task> withoutDevice = new ArrayList<>();
        ModelPlaces places = new ModelPlaces(request.folders().project(), request.hub(), log);
        DatasetPlaces texts = new DatasetPlaces(request.folders().project(), request.hub(), log);
        List<Task> tasks = tasks(request, places, texts, valid, problems, withoutDevice);
        if (tasks.isEmpty()) {
            problems.addAll(check(request, valid, withoutDevice));
            throw new DseException(problems);
        }
        EvaluationProvenance provenance = new EvaluationProvenance(request, places, texts, valid);
        if (request.execution().commandLine()) {
            provenance.addTo(tasks);
        }
        Step step = provenance.step(tasks, engine(request, tasks), machine(tasks));
        Decision decision = step.decide();
        if (problems.isEmpty() && !(decision instanceof Decision.Run)) {
            skip(decision);
            failOnWarnings(request, problems);
            return;
        }
        log.info("Evaluates, because " + decision.reason());
        Map<Integer, Outcome> outcomes = fork.run(
                request, Stream.concat(tasks.stream(), withoutDevice.stream()).toList());
        problems.addAll(EvaluationProblems.of(valid, outcomes));
        List<EvaluationResult> results = calledRightly(results(valid, outcomes));
        List<Path> files = write(request, results, provenance);
        Products products = provenance.products(files, results, log.warnings());
        try {
            failOnWarnings(request, problems);
        } catch (DseException e) {
            step.fail(products);
            throw e;
        }
        step.record(products);
    }

    private void failOnWarnings(EvaluationRequest request, List<Problem> problems) {
        if (request.strict()) {
            Stream.concat(replacements.warnings().stream(), log.warnings().stream())
                    .forEach(warning -> problems.add(Problem.at(Place.of("<strict>"), warning)));
        }
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
    }

    /** Nothing has to be evaluated: says what the numbers are, and what there is to know of them. */
    private void skip(Decision decision) {
        boolean restored = decision instanceof Decision.Restored;
        StepRecord record =
                decision instanceof Decision.Restored from ? from.record() : ((Decision.UpToDate) decision).record();
        record.warnings().forEach(log::warn);
        record.numbers()
                .forEach(number -> log.info(
                        number.name() + ": perplexity " + rounded(Double.parseDouble(number.value())) + ", unchanged"));
        int count = record.numbers().size();
        log.info((restored ? "Taken from the cache: " : "Up to date: ") + count
                + (count == 1 ? " perplexity (" : " perplexities (") + decision.reason() + ")");
    }

    private List<Coordinate> engine(EvaluationRequest request, List<Task> tasks) {
        ForkArtifacts artifacts = ForkArtifacts.ofThisPlugin();
        Stream<Coordinate> readers =
                EvaluationFork.parquet(request, tasks) ? Stream.of(artifacts.parquet()) : Stream.of();
        return Stream.concat(artifacts.classPath(EvaluationFork.engine(tasks)).stream(), readers)
                .map(resolver::version)
                .toList();
    }

    /** For the environment file. */
    private static Map<String, String> machine(List<Task> tasks) {
        if (EvaluationFork.engine(tasks) == ForkArtifacts.Engine.CPU) {
            return Map.of();
        }
        Map<String, String> facts = new LinkedHashMap<>();
        NvidiaDriver.ofThisMachine().version().ifPresent(version -> facts.put("driver", version));
        NvidiaSmi.ofThisMachine().cards().forEach(card -> facts.put("cuda:" + card.index(), card.name()));
        return facts;
    }

    /** Each evaluation is checked by itself, so that a wrong one does not keep the others from running. */
    private static Map<Integer, Evaluation> valid(List<EvaluationSettings> all, List<Problem> problems) {
        Map<Integer, Evaluation> valid = new TreeMap<>();
        List<EvaluationSettings> good = new ArrayList<>();
        for (int number = 0; number < all.size(); number++) {
            try {
                valid.put(number, Evaluation.all(List.of(all.get(number))).get(0));
                good.add(all.get(number));
            } catch (DseException e) {
                problems.addAll(e.problems());
            }
        }
        if (!good.isEmpty()) {
            Evaluation.all(good);
        }
        return valid;
    }

    /** What else is wrong with evaluations that can't run: the user wants to know all of it at once. */
    private List<Problem> check(EvaluationRequest request, Map<Integer, Evaluation> valid, List<Task> withoutDevice)
            throws InterruptedException {
        if (withoutDevice.isEmpty()) {
            return List.of();
        }
        try {
            return EvaluationProblems.of(valid, fork.run(request, withoutDevice));
        } catch (DseException e) {
            log.debug("models and texts were not looked at: " + e.getMessage());
            return List.of();
        }
    }

    private List<Task> tasks(
            EvaluationRequest request,
            ModelPlaces places,
            DatasetPlaces texts,
            Map<Integer, Evaluation> evaluations,
            List<Problem> problems,
            List<Task> withoutDevice) {
        DeviceChoice devices = new DeviceChoice(() -> usable(request.cudaLibraries()), replacements);
        List<Task> tasks = new ArrayList<>();
        evaluations.replaceAll((number, evaluation) -> {
            EvaluationSettings settings = evaluation.settings();
            Optional<Evaluation> placed = attempt(
                    problems,
                    () -> evaluation.in(places.fetch(evaluation.hfModel(), place(settings, "hfModel"))
                            .toString()));
            Optional<List<String>> text = attempt(
                    problems, () -> texts.fetch(evaluation.dataset(), evaluation.split(), place(settings, "dataset")));
            if (placed.isEmpty() || text.isEmpty()) {
                return evaluation;
            }
            String folder = placed.get().modelFolder();
            try {
                Place place = place(settings, evaluation.devices().size() > 1 ? "devices" : "device");
                tasks.add(new Task(number, devices.of(evaluation.devices(), place), folder, text.get(), settings));
            } catch (DseException e) {
                problems.addAll(e.problems());
                withoutDevice.add(new Task(number, List.of(), folder, text.get(), settings));
            }
            return placed.get().on(text.get());
        });
        return tasks;
    }

    private static <T> Optional<T> attempt(List<Problem> problems, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (DseException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** A driver without the libraries that are needed beside it is no use either. */
    private static NvidiaDriver usable(CudaSource libraries) {
        NvidiaDriver driver = NvidiaDriver.ofThisMachine();
        CudaSearch search = CudaSearch.ofThisMachine();
        if (!driver.usable()
                || libraries == CudaSource.MAVEN
                || search.missing().isEmpty()) {
            return driver;
        }
        String missing = CudaLibraries.missing(search).problems().get(0).message();
        return new NvidiaDriver(driver.version(), Optional.of(missing + ". " + Suggestions.cudaLibraries()));
    }

    private static Place place(EvaluationSettings settings, String name) {
        return Place.of(settings.element().isEmpty() ? "<" + name + ">" : settings.element() + " <" + name + ">");
    }

    private static List<EvaluationResult> results(
            Map<Integer, Evaluation> evaluations, Map<Integer, Outcome> outcomes) {
        List<EvaluationResult> results = new ArrayList<>();
        outcomes.forEach((number, outcome) -> outcome.result().ifPresent(json -> {
            try {
                results.add(ResultFormat.read(evaluations.get(number), json));
            } catch (IOException e) {
                throw new DseException(
                        Place.of("evaluations"),
                        "the losses of " + evaluations.get(number).title() + " can't be read (" + e.getMessage() + ")",
                        Suggestions.writable());
            }
        }));
        return results;
    }

    /** A number goes by the name of a data set only where its text is that data set's. */
    private List<EvaluationResult> calledRightly(List<EvaluationResult> results) {
        results.stream()
                .filter(EvaluationResult::ofAnotherText)
                .map(EvaluationResult::otherText)
                .distinct()
                .forEach(log::warn);
        return results.stream()
                .map(result -> result.ofAnotherText() ? result.calledByItsFile() : result)
                .toList();
    }

    private List<Path> write(
            EvaluationRequest request, List<EvaluationResult> results, EvaluationProvenance provenance) {
        for (EvaluationResult result : results) {
            log.info(result.evaluation().title() + ": perplexity " + rounded(result.perplexity()));
        }
        List<Path> files = request.execution().commandLine()
                ? ResultFiles.add(request.outputDirectory(), results, provenance::earlier)
                : ResultFiles.write(request.outputDirectory(), results);
        files.stream()
                .filter(file -> file.toString().endsWith(".csv"))
                .forEach(file -> log.info(
                        "Wrote " + request.folders().inputName(file) + ", with details and timings beside it"));
        return files;
    }

    private static String rounded(double perplexity) {
        return String.format(Locale.ROOT, "%.4f", perplexity);
    }
}
