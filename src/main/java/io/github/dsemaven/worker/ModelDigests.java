/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.provenance.FileDigests;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** SHA-256 of the files of a model, those of large ones remembered between builds. */
final class ModelDigests {
    private static final List<String> FILES = List.of(
            "config.json",
            "mlc-chat-config.json",
            "tensor-cache.json",
            "ndarray-cache.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "added_tokens.json",
            "special_tokens_map.json",
            "model.safetensors.index.json");

    /** Shards may lie in folders of the model's. */
    private static final int DEPTH = 3;

    private final FileDigests digests;

    /**
     * @param caches folder of the user's caches
     */
    ModelDigests(Path caches) {
        this.digests = new FileDigests(Optional.of(caches.resolve("digests")));
    }

    /** By the file's name in the folder; shards are read side by side. */
    SortedMap<String, String> of(Checkpoint checkpoint) throws IOException {
        Path folder = checkpoint.folder();
        Stream<Path> weights = checkpoint.files().stream().map(file -> inFolder(folder, file));
        Stream<Path> others = FILES.stream().map(folder::resolve).filter(Files::isRegularFile);
        List<Path> files = Stream.concat(others, weights).distinct().toList();
        Map<String, String> found = new ConcurrentHashMap<>();
        try {
            files.parallelStream().forEach(file -> found.put(name(folder, file), digest(file)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new TreeMap<>(found);
    }

    /**
     * Weights are known by their real path, which in a cache of Hugging Face is that of a blob. The link to it counts, since it
     * is by its name in the folder that a later run looks whether a file is what it was.
     */
    private static Path inFolder(Path folder, Path file) {
        Path real = real(folder);
        if (file.startsWith(real)) {
            return folder.resolve(real.relativize(file));
        }
        try (Stream<Path> links = Files.find(folder, DEPTH, (path, attributes) -> attributes.isSymbolicLink())) {
            return links.filter(link -> real(link).equals(file))
                    .sorted()
                    .findFirst()
                    .orElse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            // a link that leads nowhere is none to the file that is looked for
            return file;
        }
    }

    /** The same on every system. */
    private static String name(Path folder, Path file) {
        Path name = file.startsWith(folder) ? folder.relativize(file) : file.getFileName();
        return name.toString().replace(File.separatorChar, '/');
    }

    private String digest(Path file) {
        try {
            return digests.of(file.getFileName().toString(), file).sha256();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
