/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A safetensors file in memory, for tests to change. */
final class TensorFile {
    private record Entry(String dtype, long[] shape, byte[] bytes) {}

    private final Map<String, Entry> entries;

    private TensorFile(Map<String, Entry> entries) {
        this.entries = entries;
    }

    static TensorFile read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int length = (int) ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
        JsonObject header = JsonParser.parseString(new String(all, 8, length, StandardCharsets.UTF_8))
                .getAsJsonObject();
        header.remove("__metadata__");
        Map<String, Entry> entries = new TreeMap<>();
        for (String name : header.keySet()) {
            JsonObject entry = header.getAsJsonObject(name);
            int[] ends = Arrays.stream(longs(entry.getAsJsonArray("data_offsets")))
                    .mapToInt(offset -> 8 + length + (int) offset)
                    .toArray();
            entries.put(
                    name,
                    new Entry(
                            entry.get("dtype").getAsString(),
                            longs(entry.getAsJsonArray("shape")),
                            Arrays.copyOfRange(all, ends[0], ends[1])));
        }
        return new TensorFile(entries);
    }

    private static long[] longs(JsonArray array) {
        return array.asList().stream().mapToLong(value -> value.getAsLong()).toArray();
    }

    TensorFile without(String name) {
        entries.remove(name);
        return this;
    }

    TensorFile copied(String from, String to) {
        entries.put(to, entries.get(from));
        return this;
    }

    TensorFile shaped(String name, long... shape) {
        Entry entry = entries.get(name);
        entries.put(name, new Entry(entry.dtype(), shape, entry.bytes()));
        return this;
    }

    TensorFile renamed(UnaryOperator<String> change) {
        Map<String, Entry> renamed = new TreeMap<>();
        entries.forEach((name, entry) -> renamed.put(change.apply(name), entry));
        return new TensorFile(renamed);
    }

    /** One more tensor. */
    TensorFile with(String name, String dtype, long[] shape, byte[] bytes) {
        entries.put(name, new Entry(dtype, shape, bytes));
        return this;
    }

    /** One more tensor, of zeros. */
    TensorFile with(String name, String dtype, long size) {
        int bytes = dtype.endsWith("32") ? 4 : dtype.endsWith("16") ? 2 : 1;
        entries.put(name, new Entry(dtype, new long[] {size}, new byte[(int) size * bytes]));
        return this;
    }

    /** The same values of float32 in float64. */
    TensorFile inFloat64() {
        entries.replaceAll((name, entry) -> {
            ByteBuffer from = ByteBuffer.wrap(entry.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer to = ByteBuffer.allocate(2 * entry.bytes().length).order(ByteOrder.LITTLE_ENDIAN);
            while (from.hasRemaining()) {
                to.putDouble(from.getFloat());
            }
            return new Entry("F64", entry.shape(), to.array());
        });
        return this;
    }

    void write(Path file) throws IOException {
        JsonObject header = new JsonObject();
        var data = new ByteArrayOutputStream();
        for (var entry : entries.entrySet()) {
            JsonObject tensor = new JsonObject();
            tensor.addProperty("dtype", entry.getValue().dtype());
            tensor.add("shape", array(entry.getValue().shape()));
            long begin = data.size();
            data.write(entry.getValue().bytes());
            tensor.add("data_offsets", array(begin, data.size()));
            header.add(entry.getKey(), tensor);
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + json.length + data.size()).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                file, all.putLong(json.length).put(json).put(data.toByteArray()).array());
    }

    private static JsonArray array(long... values) {
        JsonArray array = new JsonArray();
        for (long value : values) {
            array.add(value);
        }
        return array;
    }
}
