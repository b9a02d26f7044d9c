/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which libraries of CUDA the system has.
 *
 * @param found by library, those whose version serves
 * @param tooOld by library, files that were found but do not serve
 * @param places every folder looked in that exists
 */
public record CudaSearch(Map<CudaLibrary, Path> found, Map<CudaLibrary, Path> tooOld, List<Path> places) {
    /** Looks on this machine. */
    public static CudaSearch ofThisMachine() {
        String libraryPath = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        return below(Path.of("/").toAbsolutePath().getRoot(), libraryPath);
    }

    /**
     * Looks below a root folder.
     *
     * @param libraryPath folders to look in first, separated by colons
     */
    static CudaSearch below(Path root, String libraryPath) {
        List<Path> places = places(root, libraryPath);
        Map<CudaLibrary, Path> found = new LinkedHashMap<>();
        Map<CudaLibrary, Path> tooOld = new LinkedHashMap<>();
        for (CudaLibrary library : CudaLibrary.ALL) {
            for (Path place : places) {
                Path candidate = place.resolve(library.file());
                if (library.serves(candidate)) {
                    found.putIfAbsent(library, candidate);
                } else if (Files.isRegularFile(candidate)) {
                    tooOld.putIfAbsent(library, candidate);
                }
            }
        }
        return new CudaSearch(found, tooOld, places);
    }

    /** Libraries that are not there, or only in a version that does not serve. */
    public List<CudaLibrary> missing() {
        return CudaLibrary.ALL.stream()
                .filter(library -> !found.containsKey(library))
                .toList();
    }

    /** {@code libcudart.so.12 (CUDA runtime 12.9; the one in /usr/lib is too old)}. */
    public String describe(CudaLibrary library) {
        Path old = tooOld.get(library);
        return library.file() + " (" + library.needs() + (old == null ? "" : "; " + old + " is too old") + ")";
    }

    private static List<Path> places(Path root, String libraryPath) {
        Set<Path> places = new LinkedHashSet<>();
        for (String folder : libraryPath.split(":")) {
            if (!folder.isBlank()) {
                places.add(Path.of(folder));
            }
        }
        places.add(root.resolve("usr/local/cuda/lib64"));
        places.add(root.resolve("usr/local/cuda/targets/x86_64-linux/lib"));
        toolkits(root.resolve("usr/local")).forEach(toolkit -> places.add(toolkit.resolve("lib64")));
        configured(root).forEach(places::add);
        for (String folder : List.of("usr/lib/x86_64-linux-gnu", "usr/lib64", "usr/lib", "lib/x86_64-linux-gnu")) {
            places.add(root.resolve(folder));
        }
        return places.stream().filter(Files::isDirectory).toList();
    }

    /** {@code cuda-12.9} before {@code cuda-12.6}. */
    private static List<Path> toolkits(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("cuda-12"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Folders that the dynamic linker was told of. */
    private static List<Path> configured(Path root) {
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("etc/ld.so.conf.d"))) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith("/")) {
                        folders.add(root.resolve(line.strip().substring(1)));
                    }
                }
            }
        } catch (IOException e) {
            // A system without this folder has other places.
        }
        return folders;
    }
}
