/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.exchange.ResultFormat;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.EvaluationResult;
import io.github.dsemaven.perplexity.EvaluationSettings;
import io.github.dsemaven.perplexity.ResultFiles;
import io.github.dsemaven.provenance.FileDigests;
import io.github.dsemaven.provenance.Versions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.stream.Collectors;

/** Evaluates perplexities: checks the settings, finds the libraries, runs the fork and writes the result files. */
public final class EvaluationService {
    private static final String MAIN_CLASS = "io.github.dsemaven.worker.Main";

    private final LibraryResolver resolver;
    private final Path ownClasses;
    private final Path javaHome;
    private final Function<Log, Consumer<Event>> progress;
    private final RememberedWarnings log;

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
        this.ownClasses = ownClasses;
        this.javaHome = javaHome;
        this.progress = progress;
        this.log = new RememberedWarnings(log);
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
        Map<Integer, Evaluation> valid = valid(request.evaluations(), problems);
        List<Task> tasks = tasks(request, valid, problems);
        Map<Integer, Outcome> outcomes = tasks.isEmpty() ? Map.of() : fork(request, tasks);
        outcomes.forEach((number, outcome) -> problems.addAll(outcome.problems()));
        write(request, valid, outcomes);
        if (request.strict()) {
            log.warnings().forEach(warning -> problems.add(Problem.at(Place.of("<strict>"), warning)));
        }
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
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

    private List<Task> tasks(EvaluationRequest request, Map<Integer, Evaluation> evaluations, List<Problem> problems) {
        DeviceChoice devices = new DeviceChoice(() -> usable(request.cudaLibraries()), log);
        List<Task> tasks = new ArrayList<>();
        evaluations.forEach((number, evaluation) -> {
            EvaluationSettings settings = evaluation.settings();
            try {
                Place place = place(settings, evaluation.devices().size() > 1 ? "devices" : "device");
                tasks.add(new Task(number, devices.of(evaluation.devices(), place), settings));
            } catch (DseException e) {
                problems.addAll(e.problems());
            }
        });
        return tasks;
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

    private void write(
            EvaluationRequest request, Map<Integer, Evaluation> evaluations, Map<Integer, Outcome> outcomes) {
        List<EvaluationResult> results = new ArrayList<>();
        outcomes.forEach((number, outcome) -> outcome.result().ifPresent(json -> {
            try {
                results.add(ResultFormat.read(evaluations.get(number), json));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        for (EvaluationResult result : results) {
            log.info(String.format(
                    Locale.ROOT, "%s: perplexity %.4f", result.evaluation().title(), result.perplexity()));
        }
        for (Path file : ResultFiles.write(request.outputDirectory(), results)) {
            log.info("Wrote " + request.folders().inputName(file));
        }
    }

    private Map<Integer, Outcome> fork(EvaluationRequest request, List<Task> tasks) throws InterruptedException {
        boolean cuda = tasks.stream().anyMatch(Task::cuda);
        ForkArtifacts artifacts = ForkArtifacts.ofThisPlugin();
        ForkArtifacts.Engine engine = cuda ? ForkArtifacts.Engine.CUDA : ForkArtifacts.Engine.CPU;
        List<Library> libraries = resolver.resolve(artifacts.classPath(engine));
        FileDigests digests = new FileDigests(Optional.of(request.caches().resolve("digests")));
        Map<String, String> sums = new LinkedHashMap<>();
        for (Library library : libraries) {
            sums.put(library.coordinate().toString(), sum(digests, library));
            log.debug("class path of the fork: " + library.coordinate() + " " + library.file());
        }
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("dse-maven-plugin", Versions.plugin());
        versions.put("build", Versions.build(digests));
        int threads = request.threads().orElseGet(Runtime.getRuntime()::availableProcessors);
        List<Path> classPath = new ArrayList<>(List.of(ownClasses));
        libraries.forEach(library -> classPath.add(library.file()));
        ClassArchive archive = ClassArchive.of(request.caches(), classPath);
        ForkCommand command =
                command(request, artifacts.onnxRuntime(engine), libraries, classPath, archive.jvmOptions());
        Map<Integer, Outcome> outcomes = new EvaluationRun(command, progress.apply(log), log)
                .run(new Request(
                        request.workFolder(), request.results(), request.caches(), threads, sums, versions, tasks));
        archive.keep();
        return outcomes;
    }

    private ForkCommand command(
            EvaluationRequest request,
            Coordinate onnxRuntime,
            List<Library> libraries,
            List<Path> classPath,
            List<String> archiveOptions) {
        Library engine = libraries.stream()
                .filter(library -> library.coordinate().key().equals(onnxRuntime.key()))
                .findFirst()
                .orElseThrow();
        NativeFiles files = new NativeFiles(request.caches());
        List<String> jvmOptions = new ArrayList<>(archiveOptions);
        jvmOptions.add("-XX:ErrorFile=" + request.workFolder().resolve("hs_err_pid%p.log"));
        jvmOptions.add("-Donnxruntime.native.path=" + files.onnxRuntime(engine));
        jvmOptions.addAll(request.jvmArguments());
        return new ForkCommand(
                javaHome,
                request.folders().project(),
                classPath,
                MAIN_CLASS,
                jvmOptions,
                environment(request, engine, files));
    }

    private Map<String, String> environment(EvaluationRequest request, Library engine, NativeFiles files) {
        if (!engine.coordinate().artifactId().endsWith("_gpu")) {
            return Map.of();
        }
        List<Path> folders =
                new CudaLibraries(resolver, files, log).folders(CudaSearch.ofThisMachine(), request.cudaLibraries());
        String path = folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        String before = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        return Map.of(
                "LD_LIBRARY_PATH",
                before.isEmpty() ? path : path + File.pathSeparator + before,
                // cuda:1 is the card that nvidia-smi calls 1, not the second fastest
                "CUDA_DEVICE_ORDER",
                "PCI_BUS_ID");
    }

    private static String sum(FileDigests digests, Library library) {
        try {
            return digests.of(library.coordinate().toString(), library.file()).sha256();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
