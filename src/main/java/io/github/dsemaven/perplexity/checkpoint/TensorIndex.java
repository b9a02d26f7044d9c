/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.artifact.StandIn;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the tensors of a model folder: one {@code model.safetensors}, or shards listed by an index. */
final class TensorIndex {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    /** The files of which one makes a folder of the Hugging Face layout. */
    static final List<String> NAMES = List.of(SINGLE, INDEX);

    private final Path folder;

    private TensorIndex(Path folder) {
        this.folder = folder;
    }

    /** Every tensor by name, sorted. */
    static SortedMap<String, Tensor> read(Path folder) {
        return new TensorIndex(folder).read();
    }

    private SortedMap<String, Tensor> read() {
        var tensors = new TreeMap<String, Tensor>();
        if (isThere(SINGLE)) {
            SafetensorsFile.read(folder.resolve(SINGLE)).forEach(tensor -> tensors.put(tensor.name(), tensor));
        } else if (isThere(INDEX)) {
            shards(tensors);
        } else {
            throw noWeights();
        }
        return tensors;
    }

    /** A link that leads nowhere counts: it is what is wrong. */
    private boolean isThere(String name) {
        return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    private void shards(Map<String, Tensor> tensors) {
        Path index = folder.resolve(INDEX);
        StandIn.refuse(index, index.toString());
        Map<String, String> shardOf = weightMap(index);
        var problems = new ArrayList<Problem>();
        for (String shard : new TreeSet<>(shardOf.values())) {
            Path file = folder.resolve(shard).normalize();
            if (!file.startsWith(folder.normalize())) {
                problems.add(Problem.at(Place.of(index.toString()), "names a file outside the folder: " + shard));
            } else if (!isThere(shard)) {
                problems.add(new Problem(
                        Place.of(file.toString()), "is missing: " + INDEX + " lists it", Suggestions.downloadAgain()));
            } else {
                try {
                    SafetensorsFile.read(file).stream()
                            .filter(tensor -> shard.equals(shardOf.get(tensor.name())))
                            .forEach(tensor -> tensors.put(tensor.name(), tensor));
                } catch (DseException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        if (problems.isEmpty()) {
            shardOf.forEach((name, shard) -> {
                if (!tensors.containsKey(name)) {
                    problems.add(new Problem(
                            Place.of(folder.resolve(shard).toString()),
                            "lacks tensor " + name + ", which " + INDEX + " places there",
                            Suggestions.downloadAgain()));
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
    }

    private static Map<String, String> weightMap(Path index) {
        String text = new GivenFile(index, "an index of tensors", GivenFile.LISTS).text();
        try {
            JsonObject map = JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("weight_map");
            var shardOf = new LinkedHashMap<String, String>();
            for (Map.Entry<String, JsonElement> entry : map.entrySet()) {
                shardOf.put(entry.getKey(), entry.getValue().getAsString());
            }
            return shardOf;
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException e) {
            throw new DseException(
                    Place.of(index.toString()), "is not an index with a weight_map", Suggestions.downloadAgain());
        }
    }

    private DseException noWeights() {
        List<String> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Place place = Place.of(folder.toString());
        if (files.stream().anyMatch(name -> name.endsWith(".safetensors"))) {
            return new DseException(
                    place, "has safetensors files but neither " + SINGLE + " nor " + INDEX, Suggestions.modelFolder());
        }
        if (files.stream().anyMatch(name -> name.matches(".*\\.(bin|pt|pth)"))) {
            return new DseException(
                    place,
                    "has no safetensors, only pickled weights, which are not read because they can run code",
                    Suggestions.convertToSafetensors(folder.getFileName().toString()));
        }
        if (files.stream().anyMatch(name -> name.endsWith(".gguf"))) {
            return new DseException(place, "has GGUF weights, which are not read", Suggestions.unquantizedModel());
        }
        return new DseException(place, "has no " + SINGLE, Suggestions.modelFolder());
    }
}
