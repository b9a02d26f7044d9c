/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Native libraries unpacked from jars, once for each jar and for all builds of a user. ONNX Runtime would unpack its own at
 * every start: 582 MB of them with CUDA.
 */
public final class NativeFiles {
    private final Path cache;

    /**
     * @param cache folder of the user's caches
     */
    public NativeFiles(Path cache) {
        this.cache = cache.resolve("native");
    }

    /**
     * The folder with some entries of a jar, without their folders.
     *
     * @param library the jar
     * @param purpose part of the folder's name; entries wanted from one jar for one purpose are always the same
     * @param wanted tells by an entry's name whether it is unpacked
     * @throws DseException when they can't be written
     */
    public Path unpack(Library library, String purpose, Predicate<String> wanted) {
        Path folder = cache.resolve(library.coordinate().artifactId() + "-"
                + library.coordinate().version() + "-" + purpose + "-" + stamp(library.file()));
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(cache);
            Path temporary = Files.createTempDirectory(cache, "unpacking");
            try {
                copy(library.file(), temporary, wanted);
                Files.move(temporary, folder);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                // Another build was quicker; its files are the same.
            } finally {
                delete(temporary);
            }
            return folder;
        } catch (IOException e) {
            throw new DseException(
                    Place.of(cache.toString()),
                    "native libraries can't be unpacked there (" + e + ")",
                    Suggestions.writable());
        }
    }

    /** The folder with ONNX Runtime's libraries for this system; TensorRT's, which is never used, is left out. */
    public Path onnxRuntime(Library onnxRuntime) {
        String prefix = "ai/onnxruntime/native/" + platform() + "/";
        return unpack(
                onnxRuntime,
                platform(),
                name -> name.startsWith(prefix) && !name.contains("tensorrt") && !name.contains(".dSYM"));
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String os = system.startsWith("windows") ? "win" : system.startsWith("mac") ? "osx" : "linux";
        return os + (processor.equals("aarch64") ? "-aarch64" : "-x64");
    }

    /** A jar of the same name that was replaced is unpacked anew. */
    private static String stamp(Path jar) {
        try {
            long size = Files.size(jar);
            long time = Files.getLastModifiedTime(jar).toMillis();
            return Long.toHexString(size) + "-" + Long.toHexString(time);
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static void copy(Path jar, Path folder, Predicate<String> wanted) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> !entry.isDirectory() && wanted.test(entry.getName()))
                    .toList();
            for (ZipEntry entry : entries) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, folder.resolve(name));
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
