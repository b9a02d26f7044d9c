/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.hub.HubCache;
import io.github.dsemaven.nvidia.NvidiaCard;
import io.github.dsemaven.perplexity.Device;
import io.github.dsemaven.runtime.ForkArtifacts.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One page on what this machine can evaluate with. */
public final class Doctor {
    private final LibraryResolver resolver;
    private final NvidiaDriver driver;
    private final List<NvidiaCard> cards;
    private final CudaSearch cuda;

    public Doctor(LibraryResolver resolver, NvidiaDriver driver, List<NvidiaCard> cards, CudaSearch cuda) {
        this.resolver = resolver;
        this.driver = driver;
        this.cards = List.copyOf(cards);
        this.cuda = cuda;
    }

    /**
     * The page.
     *
     * @param maven version of Maven
     * @param environment environment variables, which say where the Hugging Face cache lies
     */
    public List<String> page(String maven, Map<String, String> environment, Path home) {
        List<String> page = new ArrayList<>();
        page.add("Java           " + System.getProperty("java.runtime.version") + " in "
                + System.getProperty("java.home"));
        page.add("Maven          " + maven + (resolver.offline() ? ", offline" : ""));
        page.add("Processors     " + Runtime.getRuntime().availableProcessors() + " (" + System.getProperty("os.name")
                + " " + System.getProperty("os.arch") + ")");
        page.add("Repository     " + resolver.localRepository());
        for (Engine engine : Engine.values()) {
            for (Coordinate coordinate : ForkArtifacts.ofThisPlugin().classPath(engine)) {
                artifact(page, resolver.version(coordinate));
            }
        }
        huggingFace(page, HubCache.of(environment, home).folder());
        page.add("NVIDIA driver  "
                + driver.missing().orElseGet(() -> driver.version().orElse("found")));
        cards.forEach(card -> page.add("  card         " + card));
        for (CudaLibrary library : CudaLibrary.ALL) {
            Path found = cuda.found().get(library);
            page.add("CUDA library   "
                    + (found == null
                            ? "missing: " + cuda.describe(library)
                            : library.file() + " in " + found.getParent()));
        }
        page.add("Devices        cpu" + (cudaProblem(CudaSource.SYSTEM).isEmpty() ? ", cuda" : ""));
        return page.stream().distinct().toList();
    }

    /**
     * Whether a device can be used.
     *
     * @param device anything but CUDA is satisfied by the CPU
     * @throws DseException naming all that is missing
     */
    public void check(Device device, CudaSource source) {
        List<Problem> problems = new ArrayList<>();
        boolean wantsCuda = device.kind() == Device.Kind.CUDA;
        if (wantsCuda) {
            cudaProblem(source).ifPresent(problems::add);
        }
        for (Coordinate coordinate : ForkArtifacts.ofThisPlugin().classPath(wantsCuda ? Engine.CUDA : Engine.CPU)) {
            Coordinate used = resolver.version(coordinate);
            if (resolver.offline() && resolver.local(used).isEmpty()) {
                problems.add(new Problem(
                        Place.of(used.toString()),
                        "is not in the local repository, and Maven is offline",
                        Suggestions.fetchArtifact(used.forDownload())));
            }
        }
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
    }

    private Optional<Problem> cudaProblem(CudaSource source) {
        if (!driver.usable()) {
            return Optional.of(
                    new Problem(Place.of("<device>"), driver.missing().orElseThrow(), Suggestions.cudaMissing()));
        }
        return cuda.missing().isEmpty() || source == CudaSource.MAVEN
                ? Optional.empty()
                : Optional.of(CudaLibraries.missing(cuda).problems().get(0));
    }

    private void artifact(List<String> page, Coordinate coordinate) {
        String state = resolver.local(coordinate).map(Doctor::size).orElse("not fetched yet");
        page.add("  artifact     " + coordinate + ": " + state);
    }

    private static String size(Path file) {
        try {
            return String.format(Locale.ROOT, "%.1f MB", Files.size(file) / 1e6);
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private static void huggingFace(List<String> page, Path cache) {
        if (!Files.isDirectory(cache)) {
            page.add("Hugging Face   no cache in " + cache);
            return;
        }
        try (Stream<Path> entries = Files.list(cache)) {
            List<String> models = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("models--"))
                    .map(name -> name.substring("models--".length()).replace("--", "/"))
                    .sorted()
                    .toList();
            page.add("Hugging Face   " + models.size() + (models.size() == 1 ? " model in " : " models in ") + cache);
            models.forEach(model -> page.add("  model        " + model));
        } catch (IOException e) {
            page.add("Hugging Face   " + cache + " can't be read");
        }
    }
}
