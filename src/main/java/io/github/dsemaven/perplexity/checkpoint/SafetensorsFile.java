/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.dsemaven.artifact.StandIn;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The header of a safetensors file: 8 bytes of length, JSON that names each tensor with its type, shape and offsets, then
 * the bytes. Everything it claims is checked against the file before any tensor is used; all problems are reported.
 */
final class SafetensorsFile {
    /** The format's own limit. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final int PREFIX = 8;

    /** A tensor as the header describes it. */
    private record Entry(String name, String dtype, List<Long> shape, List<Long> offsets) {}

    private final Path file;
    private final MappedFile mapped;
    private final List<Problem> problems = new ArrayList<>();

    private SafetensorsFile(Path file, MappedFile mapped) {
        this.file = file;
        this.mapped = mapped;
    }

    /** The tensors of a file in the order of its header. */
    static List<Tensor> read(Path file) {
        if (Files.isDirectory(file)) {
            throw new DseException(Problem.at(Place.of(file.toString()), "is a folder, not a safetensors file"));
        }
        StandIn.refuse(file, file.toString());
        try {
            return new SafetensorsFile(file, MappedFile.open(file)).tensors();
        } catch (IOException e) {
            throw new DseException(Problem.at(Place.of(file.toString()), "can't be read (" + Reason.of(e) + ")"));
        }
    }

    private List<Tensor> tensors() throws IOException {
        if (mapped.size() < PREFIX) {
            throw damaged("has " + mapped.size() + " bytes, too few for a safetensors header");
        }
        long length = mapped.bytes(0, PREFIX).getLong();
        if (length < 2 || length > LONGEST_HEADER) {
            throw damaged("claims a header of " + Long.toUnsignedString(length) + " bytes; the format allows "
                    + LONGEST_HEADER);
        }
        if (PREFIX + length > mapped.size()) {
            throw damaged("claims a header of " + length + " bytes but has only " + mapped.size());
        }
        long start = PREFIX + length;
        List<Entry> entries = entries(text(mapped.bytes(PREFIX, (int) length)));
        checkLength(entries, mapped.size() - start);
        var tensors = new ArrayList<Tensor>();
        for (Entry entry : entries) {
            tensor(entry, start).ifPresent(tensors::add);
        }
        checkLayout(entries, mapped.size() - start);
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
        return List.copyOf(tensors);
    }

    private String text(ByteBuffer header) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
        } catch (CharacterCodingException e) {
            throw damaged("has a header that is not UTF-8");
        }
    }

    private List<Entry> entries(String header) throws IOException {
        var entries = new ArrayList<Entry>();
        var names = new HashSet<String>();
        try (var json = new JsonReader(new StringReader(header))) {
            json.setStrictness(Strictness.STRICT);
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (!names.add(name)) {
                    report("tensor " + name + " is described twice");
                }
                if (name.equals("__metadata__")) {
                    json.skipValue();
                } else {
                    entries.add(entry(name, json));
                }
            }
            json.endObject();
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            throw damaged("has a header that is not the JSON of safetensors (" + Reason.of(e) + ")");
        }
        return entries;
    }

    private static Entry entry(String name, JsonReader json) throws IOException {
        String dtype = "";
        List<Long> shape = List.of();
        List<Long> offsets = List.of();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "dtype" -> dtype = json.nextString();
                case "shape" -> shape = longs(json);
                case "data_offsets" -> offsets = longs(json);
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new Entry(name, dtype, shape, offsets);
    }

    private static List<Long> longs(JsonReader json) throws IOException {
        var values = new ArrayList<Long>();
        json.beginArray();
        while (json.peek() != JsonToken.END_ARRAY) {
            values.add(json.nextLong());
        }
        json.endArray();
        return values;
    }

    /** A file that was cut short is one problem, not one for each tensor behind the cut. */
    private void checkLength(List<Entry> entries, long dataLength) {
        entries.stream()
                .filter(entry -> entry.offsets().size() == 2)
                .max(Comparator.comparing(entry -> entry.offsets().get(1)))
                .filter(last -> last.offsets().get(1) > dataLength)
                .ifPresent(last -> {
                    throw damaged("has " + dataLength + " bytes of data, but tensor " + last.name() + " ends at byte "
                            + last.offsets().get(1));
                });
    }

    private Optional<Tensor> tensor(Entry entry, long start) {
        var dtype = DType.named(entry.dtype());
        if (dtype.isEmpty()) {
            report("tensor " + entry.name() + " has the unknown dtype \"" + entry.dtype() + "\"");
            return Optional.empty();
        }
        if (entry.offsets().size() != 2
                || entry.offsets().get(0) < 0
                || entry.offsets().get(1) < entry.offsets().get(0)) {
            report("tensor " + entry.name() + " has the offsets " + entry.offsets() + ", not a range");
            return Optional.empty();
        }
        long begin = entry.offsets().get(0);
        long end = entry.offsets().get(1);
        long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
        if (!fits(shape, dtype.get(), end - begin)) {
            report("tensor " + entry.name() + " has " + (end - begin) + " bytes, which are not " + entry.dtype()
                    + entry.shape());
            return Optional.empty();
        }
        if (dtype.get() == DType.F64) {
            return Optional.of(Tensor.rounded(entry.name(), shape, mapped, start + begin));
        }
        return Optional.of(Tensor.mapped(entry.name(), dtype.get(), shape, mapped, start + begin));
    }

    private static boolean fits(long[] shape, DType dtype, long bytes) {
        long product = dtype.bytes();
        for (long size : shape) {
            if (size < 0 || size != 0 && product > Long.MAX_VALUE / size) {
                return false;
            }
            product *= size;
        }
        return product == bytes;
    }

    /** The ranges follow one another and fill the data: the format allows neither overlaps nor holes. */
    private void checkLayout(List<Entry> entries, long dataLength) {
        List<Entry> ordered = entries.stream()
                .filter(entry -> entry.offsets().size() == 2)
                .sorted(Comparator.comparing((Entry entry) -> entry.offsets().get(0))
                        .thenComparing(entry -> entry.offsets().get(1)))
                .toList();
        long end = 0;
        String before = "the header";
        for (Entry entry : ordered) {
            long begin = entry.offsets().get(0);
            if (begin < end) {
                report("tensor " + entry.name() + " overlaps " + before);
            } else if (begin > end) {
                report("bytes " + end + " to " + begin + " of the data, before tensor " + entry.name()
                        + ", belong to no tensor");
            }
            end = Math.max(end, entry.offsets().get(1));
            before = entry.name();
        }
        if (end < dataLength) {
            report((dataLength - end) + " bytes at the end belong to no tensor");
        }
    }

    private void report(String message) {
        problems.add(new Problem(Place.of(file.toString()), message, Suggestions.downloadAgain()));
    }

    private DseException damaged(String message) {
        return new DseException(Place.of(file.toString()), message, Suggestions.downloadAgain());
    }
}
