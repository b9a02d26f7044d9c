/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which files of a model's repository an evaluation reads: configuration, tokenizer and one form of the weights. Other
 * forms ({@code .bin}, ONNX, GGUF) and other files are never downloaded.
 */
final class NeededFiles {
    /** Names the shards of weights that lie in several files. */
    private static final String INDEX = "model.safetensors.index.json";

    private static final String MLC_CONFIGURATION = "mlc-chat-config.json";
    /** Name the shards of weights in MLC's form; the newer one first. */
    private static final List<String> MLC_LISTS = List.of("tensor-cache.json", "ndarray-cache.json");

    private static final String SINGLE = "model.safetensors";
    private static final String CONFIGURATION = "config.json";
    private static final String TOKENIZER = "tokenizer.json";
    /** Read where they exist. */
    private static final List<String> OPTIONAL = List.of(
            "generation_config.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "adapter_config.json");

    private static final long LARGEST_INDEX = 64L << 20;

    private NeededFiles() {}

    /**
     * The files without which nothing can be evaluated, but for the shards that an index names.
     *
     * @param names all files of the repository
     * @throws DseException when there are no weights that can be read
     */
    static List<String> required(Collection<String> names, RepositoryId id) {
        if (names.contains(SINGLE) || names.contains(INDEX)) {
            return List.of(CONFIGURATION, TOKENIZER, names.contains(SINGLE) ? SINGLE : INDEX);
        }
        Optional<String> list = MLC_LISTS.stream().filter(names::contains).findFirst();
        if (list.isEmpty() || !names.contains(MLC_CONFIGURATION)) {
            throw new DseException(
                    Place.of(id.toString()),
                    "has no " + SINGLE + ", only " + others(names),
                    Suggestions.hubNoSafetensors());
        }
        return List.of(MLC_CONFIGURATION, TOKENIZER, list.get());
    }

    /** The one of some files that lists further ones, if there is one. */
    static Optional<String> list(Collection<String> required) {
        return required.stream()
                .filter(name -> name.equals(INDEX) || MLC_LISTS.contains(name))
                .findFirst();
    }

    /** Names that are read where they exist. */
    static List<String> optionalNames() {
        return OPTIONAL;
    }

    /** The files that are read where the repository has them. */
    static List<String> optional(Collection<String> names) {
        return OPTIONAL.stream().filter(names::contains).toList();
    }

    /**
     * The shards that an index names, sorted.
     *
     * @throws DseException when it can't be read, or names a file outside the repository
     */
    static List<String> shards(Path index, RepositoryId id) {
        var shards = new TreeSet<String>();
        try {
            if (Files.size(index) > LARGEST_INDEX) {
                throw new IllegalStateException("larger than 64 MiB");
            }
            JsonObject json = JsonParser.parseString(Files.readString(index)).getAsJsonObject();
            for (String shard : json.has("records") ? ofMlc(json) : ofIndex(json)) {
                shards.add(RemoteName.checked(shard, id.toString()));
            }
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new DseException(
                    Place.of(index.toString()),
                    "is no list of shards (" + e.getMessage() + ")",
                    Suggestions.downloadAgain());
        }
        return List.copyOf(shards);
    }

    private static List<String> ofIndex(JsonObject json) {
        return json.getAsJsonObject("weight_map").asMap().values().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /** Without what follows a question mark, with which some servers are asked for a part. */
    private static List<String> ofMlc(JsonObject json) {
        return json.getAsJsonArray("records").asList().stream()
                .map(shard -> shard.getAsJsonObject().get("dataPath").getAsString())
                .map(path -> path.contains("?") ? path.substring(0, path.indexOf('?')) : path)
                .toList();
    }

    private static String others(Collection<String> names) {
        var weights = new ArrayList<String>();
        for (String name : new TreeSet<>(names)) {
            if (name.matches(".*\\.(bin|pt|pth|onnx|gguf|h5|msgpack|safetensors)")) {
                weights.add(name);
            }
        }
        if (weights.isEmpty()) {
            return names.isEmpty() ? "nothing" : "files without weights";
        }
        return String.join(", ", weights.subList(0, Math.min(3, weights.size()))) + (weights.size() > 3 ? ", ..." : "");
    }
}
