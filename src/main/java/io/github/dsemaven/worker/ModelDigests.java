/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.provenance.FileDigests;
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
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "added_tokens.json",
            "special_tokens_map.json",
            "model.safetensors.index.json");

    private final FileDigests digests;

    /**
     * @param caches folder of the user's caches
     */
    ModelDigests(Path caches) {
        this.digests = new FileDigests(Optional.of(caches.resolve("digests")));
    }

    /** By file name; shards are read side by side. */
    SortedMap<String, String> of(Checkpoint checkpoint) throws IOException {
        Stream<Path> weights =
                checkpoint.tensors().values().stream().map(Tensor::file).flatMap(Optional::stream);
        Stream<Path> others = FILES.stream().map(checkpoint.folder()::resolve).filter(Files::isRegularFile);
        List<Path> files = Stream.concat(others, weights).distinct().toList();
        Map<String, String> found = new ConcurrentHashMap<>();
        try {
            files.parallelStream().forEach(file -> found.put(name(file), digest(file)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new TreeMap<>(found);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private String digest(Path file) {
        try {
            return digests.of(name(file), file).sha256();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
