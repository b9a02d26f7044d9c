/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.provenance.KeptFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Native libraries unpacked from jars, once for each jar and for all builds of a user. ONNX Runtime would unpack its own at
 * every start: 582 MB of them with CUDA. One that is missing or not as it was unpacked is unpacked anew.
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
     * @throws DseException when they can't be read or written
     */
    public Path unpack(Library library, String purpose, Predicate<String> wanted) {
        String name = library.coordinate().artifactId() + "-"
                + library.coordinate().version() + "-" + purpose + "-" + stamp(library.file());
        Path folder = cache.resolve(name);
        KeptFiles kept = new KeptFiles(cache.resolve(name + ".list"));
        if (kept.whole(name)) {
            return folder;
        }
        try (ZipFile jar = new ZipFile(library.file().toFile())) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(folder);
            }
            Files.createDirectories(folder);
            List<Path> files = new ArrayList<>();
            for (ZipEntry entry : entries(jar, wanted)) {
                files.add(unpack(jar, entry, folder));
            }
            kept.made(name, files);
            return folder;
        } catch (ZipException e) {
            throw new DseException(
                    Place.of(library.file().toString()),
                    "is damaged (" + e.getMessage() + ")",
                    Suggestions.fetchAgain(library.coordinate().forDownload()));
        } catch (IOException e) {
            throw new DseException(
                    Place.of(cache.toString()),
                    "native libraries can't be unpacked there (" + Reason.of(e) + ")",
                    Suggestions.writable());
        }
    }

    private static List<? extends ZipEntry> entries(ZipFile jar, Predicate<String> wanted) {
        return jar.stream()
                .filter(entry -> !entry.isDirectory() && wanted.test(entry.getName()))
                .toList();
    }

    /** Leaves a file alone that is as it should be: a process may be using it, which on Windows keeps it from being replaced. */
    private static Path unpack(ZipFile jar, ZipEntry entry, Path folder) throws IOException {
        Path file = folder.resolve(entry.getName().substring(entry.getName().lastIndexOf('/') + 1));
        if (!same(file, entry)) {
            AtomicFile.write(file, out -> {
                try (InputStream in = jar.getInputStream(entry)) {
                    in.transferTo(out);
                }
            });
        }
        return file;
    }

    private static boolean same(Path file, ZipEntry entry) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != entry.getSize()) {
            return false;
        }
        try (var in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
            byte[] block = new byte[1 << 16];
            while (in.read(block) >= 0) {
                // for the sum
            }
            return in.getChecksum().getValue() == entry.getCrc();
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

    /** The tokenizer's library for this system; empty where the jar has none. */
    public Optional<Path> tokenizers(Library tokenizers) {
        String prefix = "native/lib/" + platform().replace("-x64", "-x86_64") + "/cpu/";
        Path folder = unpack(tokenizers, platform(), name -> name.startsWith(prefix));
        return Optional.of(folder.resolve(System.mapLibraryName("tokenizers"))).filter(Files::isRegularFile);
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
}
