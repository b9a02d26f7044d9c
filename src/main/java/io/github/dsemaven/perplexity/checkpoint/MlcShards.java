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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tensors of a folder of MLC as they lie in its shards, which {@code tensor-cache.json} lists, or {@code
 * ndarray-cache.json} of older versions. Sizes, bounds and digests of all shards are checked.
 */
final class MlcShards {
    /** The newer name first. */
    static final List<String> LISTS = List.of("tensor-cache.json", "ndarray-cache.json");

    private static final String AS_IT_IS = "raw";
    /** Stands at every tensor, and changes those of float32. */
    private static final String SHORTENED = "f32-to-bf16";

    private static final Map<String, DType> TYPES =
            Map.of("uint32", DType.U32, "float16", DType.F16, "bfloat16", DType.BF16, "float32", DType.F32);

    private final Path folder;
    private final Path list;
    private final SortedMap<String, Tensor> tensors = new TreeMap<>();
    private final List<Path> files = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final ShardDigests digests = new ShardDigests();

    private MlcShards(Path folder, Path list) {
        this.folder = folder;
        this.list = list;
    }

    /**
     * Reads the list and checks the shards.
     *
     * @throws DseException naming list, shard or tensor where something is missing, damaged or not supported
     */
    static MlcShards read(Path folder) {
        List<Path> lists = LISTS.stream()
                .map(folder::resolve)
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (lists.isEmpty()) {
            throw new DseException(
                    Place.of(folder.toString()),
                    "has neither " + String.join(" nor ", LISTS) + ", one of which lists the weights of MLC",
                    Suggestions.mlcFolder());
        }
        if (lists.size() > 1 && !text(lists.get(0)).equals(text(lists.get(1)))) {
            throw new DseException(
                    Place.of(folder.toString()),
                    "has " + String.join(" and ", LISTS) + ", which differ",
                    Suggestions.staleMlcList());
        }
        var shards = new MlcShards(folder, lists.get(0));
        shards.read();
        return shards;
    }

    /** By name, of the types in the shards; a float32 stored as bfloat16 is one, but counts as float32. */
    SortedMap<String, Tensor> tensors() {
        return tensors;
    }

    /** The shards. */
    List<Path> files() {
        return files;
    }

    private static String text(Path file) {
        StandIn.refuse(file, file.toString());
        return new GivenFile(file, "a list of MLC's weights", GivenFile.LISTS).text();
    }

    private void read() {
        try {
            JsonObject json = JsonParser.parseString(text(list)).getAsJsonObject();
            for (JsonElement shard : json.getAsJsonArray("records")) {
                shard(shard.getAsJsonObject());
            }
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | NullPointerException
                | UnsupportedOperationException
                | ArithmeticException
                | NumberFormatException e) {
            throw new DseException(
                    Place.of(list.toString()),
                    "is not a list of shards and their tensors",
                    Suggestions.downloadAgain());
        }
        if (problems.isEmpty()) {
            problems.addAll(digests.problems());
        }
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
    }

    private void shard(JsonObject shard) {
        String path = text(shard, "dataPath");
        String name = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        if (!text(shard, "format").equals("raw-shard")) {
            report(list, "lists " + name + " with format \"" + text(shard, "format") + "\", not raw-shard");
            return;
        }
        Optional<Path> file = inside(name);
        if (file.isEmpty()) {
            report(list, "names a file outside the folder: " + path);
            return;
        }
        if (!names.add(name)) {
            report(list, "lists " + name + " twice");
            return;
        }
        if (!Files.exists(file.get(), LinkOption.NOFOLLOW_LINKS)) {
            report(file.get(), "is missing: " + list.getFileName() + " lists it");
            return;
        }
        open(file.get()).ifPresent(mapped -> tensors(shard, file.get(), mapped));
    }

    private Optional<MappedFile> open(Path file) {
        try {
            StandIn.refuse(file, file.toString());
            if (!Files.isRegularFile(file)) {
                report(file, "is not a file");
                return Optional.empty();
            }
            return Optional.of(MappedFile.open(file));
        } catch (DseException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tensors(JsonObject shard, Path file, MappedFile mapped) {
        long size = number(shard.get("nbytes"));
        if (mapped.size() != size) {
            report(file, "has " + mapped.size() + " bytes, but " + list.getFileName() + " says " + size);
            return;
        }
        digests.expect(file, text(shard, "md5sum"));
        files.add(mapped.path());
        var ranges = new TreeMap<Long, Long>();
        for (JsonElement record : shard.getAsJsonArray("records")) {
            tensor(record.getAsJsonObject(), file, mapped, ranges);
        }
    }

    private void tensor(JsonObject record, Path file, MappedFile mapped, TreeMap<Long, Long> ranges) {
        String name = text(record, "name");
        String format = text(record, "format");
        DType declared = TYPES.get(text(record, "dtype"));
        if (declared == null) {
            report(
                    list,
                    "tensor " + name + " has dtype \"" + text(record, "dtype") + "\"; read are "
                            + String.join(", ", TYPES.keySet().stream().sorted().toList()));
            return;
        }
        if (!format.equals(AS_IT_IS) && !format.equals(SHORTENED)) {
            report(list, "tensor " + name + " has format \"" + format + "\"; read are raw and f32-to-bf16");
            return;
        }
        DType stored = format.equals(SHORTENED) && declared == DType.F32 ? DType.BF16 : declared;
        long[] shape = shape(record);
        long length = Math.multiplyExact(product(shape), stored.bytes());
        long offset = number(record.get("byteOffset"));
        if (number(record.get("nbytes")) != length) {
            report(
                    list,
                    "tensor " + name + " has nbytes " + number(record.get("nbytes")) + ", but its shape "
                            + Arrays.toString(shape) + " takes " + length);
        } else if (offset < 0 || offset > mapped.size() - length) {
            report(list, "tensor " + name + " lies outside its shard " + file.getFileName());
        } else if (overlaps(ranges, offset, offset + length)) {
            report(list, "tensor " + name + " overlaps another in " + file.getFileName());
        } else if (tensors.put(
                        name,
                        Tensor.mapped(name, stored, shape, mapped, offset)
                                .stored(new Tensor.Storage(8.0 * declared.bytes(), false)))
                != null) {
            report(list, "lists tensor " + name + " twice");
        }
    }

    private static boolean overlaps(TreeMap<Long, Long> ranges, long begin, long end) {
        Map.Entry<Long, Long> before = ranges.lowerEntry(end);
        boolean overlaps = begin < end && before != null && before.getValue() > begin;
        if (begin < end) {
            ranges.put(begin, end);
        }
        return overlaps;
    }

    private static long[] shape(JsonObject record) {
        long[] shape = record.getAsJsonArray("shape").asList().stream()
                .mapToLong(MlcShards::number)
                .toArray();
        if (Arrays.stream(shape).anyMatch(size -> size < 0)) {
            throw new IllegalStateException("a negative size");
        }
        return shape;
    }

    private static long product(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Below the folder by its name, which a link in a cache of the hub is too. */
    private Optional<Path> inside(String name) {
        if (name.isBlank()
                || name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || name.contains("\0")) {
            return Optional.empty();
        }
        Path root = folder.normalize();
        Path file = root.resolve(name).normalize();
        boolean within = file.startsWith(root)
                && !file.equals(root)
                && !Arrays.asList(name.split("/")).contains("..");
        return within ? Optional.of(file) : Optional.empty();
    }

    private static String text(JsonObject object, String key) {
        return object.get(key).getAsString();
    }

    private static long number(JsonElement value) {
        return value.getAsBigDecimal().longValueExact();
    }

    private void report(Path file, String message) {
        problems.add(new Problem(Place.of(file.toString()), message, Suggestions.downloadAgain()));
    }
}
