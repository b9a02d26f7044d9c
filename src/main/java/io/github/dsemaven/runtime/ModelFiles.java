/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.artifact.GivenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a model folder that determine its perplexity, found without reading the weights. */
final class ModelFiles {
    private static final String INDEX = "model.safetensors.index.json";
    private static final List<String> LISTS = List.of(INDEX, "tensor-cache.json", "ndarray-cache.json");
    private static final List<String> NAMES = List.of(
            "config.json",
            "mlc-chat-config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "added_tokens.json",
            "special_tokens_map.json",
            INDEX,
            "model.safetensors",
            "tensor-cache.json",
            "ndarray-cache.json");
    private static final Pattern SHARD = Pattern.compile("\"([^\"/\\\\?]+\\.(?:safetensors|bin))(?:\\?[^\"]*)?\"");

    private ModelFiles() {}

    /** Those that exist, in order of their names. */
    static List<Path> of(Path folder) {
        TreeSet<Path> files = new TreeSet<>();
        NAMES.stream().map(folder::resolve).forEach(files::add);
        LISTS.forEach(list -> shards(folder.resolve(list)).map(folder::resolve).forEach(files::add));
        return files.stream().filter(Files::isRegularFile).toList();
    }

    /** By their text: an index of a few thousand tensors is not worth loading a JSON library for. */
    private static Stream<String> shards(Path index) {
        if (!Files.isRegularFile(index)) {
            return Stream.of(); // a pipe would be waited for
        }
        try {
            if (Files.size(index) > GivenFile.LISTS) {
                return Stream.of();
            }
            return SHARD.matcher(Files.readString(index)).results().map(match -> match.group(1));
        } catch (IOException e) {
            return Stream.of();
        }
    }
}
