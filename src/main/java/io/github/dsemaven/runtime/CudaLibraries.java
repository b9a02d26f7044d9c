/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The folders that the fork has to search for CUDA's libraries: the system's own, or fetched where allowed. */
public final class CudaLibraries {
    private final LibraryResolver resolver;
    private final NativeFiles files;
    private final Log log;

    public CudaLibraries(LibraryResolver resolver, NativeFiles files, Log log) {
        this.resolver = resolver;
        this.files = files;
        this.log = log;
    }

    /**
     * Folders for {@code LD_LIBRARY_PATH}, in order.
     *
     * @throws DseException naming each library that is missing, the version needed, the places looked at, and both ways out
     */
    public List<Path> folders(CudaSearch search, CudaSource source) {
        Set<Path> folders = new LinkedHashSet<>();
        if (!search.missing().isEmpty()) {
            if (source == CudaSource.SYSTEM) {
                throw missing(search);
            }
            folders.addAll(fetch(search.missing()));
        }
        search.found().values().forEach(library -> folders.add(library.getParent()));
        return List.copyOf(folders);
    }

    /** What is said where libraries are missing. */
    static DseException missing(CudaSearch search) {
        String names = search.missing().stream().map(search::describe).collect(Collectors.joining(", "));
        return new DseException(
                Place.of("<device>"),
                "CUDA can't be used: missing " + names + "; looked in " + search.places(),
                Suggestions.cudaLibraries());
    }

    private List<Path> fetch(List<CudaLibrary> missing) {
        Map<Coordinate, List<CudaLibrary>> bySource = new LinkedHashMap<>();
        for (CudaLibrary library : missing) {
            bySource.computeIfAbsent(ForkArtifacts.ofThisPlugin().cuda(library), key -> new ArrayList<>())
                    .add(library);
        }
        List<Path> folders = new ArrayList<>();
        bySource.forEach((coordinate, libraries) -> {
            List<String> names =
                    libraries.stream().map(CudaLibrary::file).sorted().toList();
            log.info("CUDA libraries " + names + " come from " + coordinate);
            Library jar = resolver.resolveAlone(coordinate);
            folders.add(files.unpack(
                    jar,
                    names.stream().map(name -> name.replaceAll("\\.so.*", "")).collect(Collectors.joining("-")),
                    entry -> names.contains(entry.substring(entry.lastIndexOf('/') + 1))));
        });
        return folders;
    }
}
