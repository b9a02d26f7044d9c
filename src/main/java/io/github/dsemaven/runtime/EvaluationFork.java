/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.artifact.AbandonedFiles;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.provenance.FileDigests;
import io.github.dsemaven.provenance.FolderLock;
import io.github.dsemaven.provenance.Versions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The forked JVM of evaluations: finds its libraries, puts its class path and command line together, and runs it. */
final class EvaluationFork {
    private static final String MAIN_CLASS = "io.github.dsemaven.worker.Main";

    private final LibraryResolver resolver;
    private final Path ownClasses;
    private final Path javaHome;
    private final Function<Log, Consumer<Event>> progress;
    private final Log log;

    /**
     * @param ownClasses the plugin's own jar or class folder
     * @param javaHome the Java to run the fork with
     * @param progress shows events, its notes through the log that it is given
     */
    EvaluationFork(
            LibraryResolver resolver,
            Path ownClasses,
            Path javaHome,
            Function<Log, Consumer<Event>> progress,
            Log log) {
        this.resolver = resolver;
        this.ownClasses = ownClasses;
        this.javaHome = javaHome;
        this.progress = progress;
        this.log = log;
    }

    /** The build of ONNX Runtime that tasks need. */
    static ForkArtifacts.Engine engine(List<Task> tasks) {
        return tasks.stream().anyMatch(Task::cuda) ? ForkArtifacts.Engine.CUDA : ForkArtifacts.Engine.CPU;
    }

    /**
     * Runs evaluations.
     *
     * @return an outcome for each, by its number
     * @throws DseException when a library can't be had
     */
    Map<Integer, Outcome> run(EvaluationRequest request, List<Task> tasks) throws InterruptedException {
        // a second build in the same folder would take this one's request and outcomes for its own
        try {
            FolderLock lock = FolderLock.acquire(request.workFolder());
            try (lock) {
                return runAlone(request, tasks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<Integer, Outcome> runAlone(EvaluationRequest request, List<Task> tasks) throws InterruptedException {
        AbandonedFiles.remove(request.caches());
        AbandonedFiles.remove(request.workFolder());
        ForkArtifacts artifacts = ForkArtifacts.ofThisPlugin();
        ForkArtifacts.Engine engine = engine(tasks);
        List<Library> libraries = resolver.resolve(artifacts.classPath(engine));
        List<Library> readers = parquet(request, tasks) ? readers(artifacts, libraries) : List.of();
        FileDigests digests = new FileDigests(Optional.of(request.caches().resolve("digests")));
        Map<String, String> sums = new LinkedHashMap<>();
        for (Library library : libraries) {
            sums.put(library.coordinate().toString(), sum(digests, library));
            log.debug("class path of the fork: " + library.coordinate() + " " + library.file());
        }
        Map<String, String> readerSums = new LinkedHashMap<>();
        for (Library library : readers) {
            readerSums.put(library.coordinate().toString(), sum(digests, library));
            log.debug("class path of the fork, for Parquet: " + library.coordinate() + " " + library.file());
        }
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("dse-maven-plugin", Versions.plugin());
        versions.put("build", Versions.build(digests));
        int threads = request.threads().orElseGet(Runtime.getRuntime()::availableProcessors);
        List<Path> classPath = new ArrayList<>(List.of(ownClasses));
        libraries.forEach(library -> classPath.add(library.file()));
        readers.forEach(library -> classPath.add(library.file()));
        ClassArchive archive = ClassArchive.of(request.caches(), classPath);
        List<String> options = new ArrayList<>();
        Map<String, String> environment = new TreeMap<>(memory(threads));
        environment.putAll(prepare(request, artifacts, engine, libraries, options));
        Request asked = new Request(
                request.workFolder(), request.results(), request.caches(), threads, sums, readerSums, versions, tasks);
        EvaluationRun run = run(command(request, classPath, archive.jvmOptions(), options, environment));
        Map<Integer, Outcome> outcomes = run.run(asked);
        if (run.endedWell()) {
            archive.keep();
            return outcomes;
        }
        archive.discard();
        if (!archive.used() || run.began()) {
            return outcomes;
        }
        log.debug("the fork did not start with its class archive: tried again without");
        return run(command(request, classPath, List.of(), options, environment)).run(asked);
    }

    /** Whether a text lies in a Parquet file. */
    static boolean parquet(EvaluationRequest request, List<Task> tasks) {
        return tasks.stream()
                .anyMatch(task ->
                        task.evaluation().dataset().parquet(request.folders().project()));
    }

    /** What reads Parquet, but for what is there anyway. */
    private List<Library> readers(ForkArtifacts artifacts, List<Library> libraries) {
        return resolver.resolve(List.of(artifacts.parquet())).stream()
                .filter(library -> find(libraries, library.coordinate()).isEmpty())
                .toList();
    }

    private EvaluationRun run(ForkCommand command) {
        return new EvaluationRun(command, progress.apply(log), log);
    }

    private ForkCommand command(
            EvaluationRequest request,
            List<Path> classPath,
            List<String> archiveOptions,
            List<String> options,
            Map<String, String> environment) {
        List<String> jvmOptions = new ArrayList<>(archiveOptions);
        jvmOptions.addAll(options);
        jvmOptions.addAll(request.jvmArguments());
        return new ForkCommand(javaHome, request.folders().project(), classPath, MAIN_CLASS, jvmOptions, environment);
    }

    /** Unpacks the native libraries, adds the options that name them, and returns the variables that do. */
    private Map<String, String> prepare(
            EvaluationRequest request,
            ForkArtifacts artifacts,
            ForkArtifacts.Engine engine,
            List<Library> libraries,
            List<String> options) {
        NativeFiles files = new NativeFiles(request.caches());
        Library onnxRuntime = find(libraries, artifacts.onnxRuntime(engine)).orElseThrow();
        options.add("-XX:ErrorFile=" + request.workFolder().resolve("hs_err_pid%p.log"));
        options.add("-Donnxruntime.native.path=" + files.onnxRuntime(onnxRuntime));
        find(libraries, artifacts.tokenizers())
                .flatMap(files::tokenizers)
                .ifPresent(file -> options.add("-DRUST_LIBRARY_PATH=" + file));
        return environment(request, onnxRuntime, files);
    }

    private static Optional<Library> find(List<Library> libraries, Coordinate wanted) {
        return libraries.stream()
                .filter(library -> library.coordinate().key().equals(wanted.key()))
                .findFirst();
    }

    private Map<String, String> environment(EvaluationRequest request, Library engine, NativeFiles files) {
        if (!engine.coordinate().artifactId().endsWith("_gpu")) {
            return Map.of();
        }
        List<Path> folders =
                new CudaLibraries(resolver, files, log).folders(CudaSearch.ofThisMachine(), request.cudaLibraries());
        return cuda(folders, System.getenv().getOrDefault("LD_LIBRARY_PATH", ""));
    }

    /**
     * One of glibc's pools of memory for each thread that computes. By default there are 8 for each core, and every session's
     * threads leave another one in pieces: 450 evaluations of small models came to 356 MiB and went
     * on growing; with this and a heap that begins small, 375 came to 188 MiB and 675 to 191 MiB (measured).
     */
    static Map<String, String> memory(int threads) {
        return Map.of("MALLOC_ARENA_MAX", Integer.toString(Math.max(2, threads)));
    }

    /**
     * Where CUDA's libraries lie, and that {@code cuda:1} is the card that {@code nvidia-smi} calls 1, not the second fastest.
     *
     * @param before the path that this process searches
     */
    static Map<String, String> cuda(List<Path> folders, String before) {
        String path = folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return Map.of(
                "LD_LIBRARY_PATH",
                before.isEmpty() ? path : path + File.pathSeparator + before,
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
