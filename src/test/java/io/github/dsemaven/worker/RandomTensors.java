/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Random float32 tensors made when they are first asked for, and written as a safetensors file. */
final class RandomTensors {
    private record Entry(long[] shape, float[] values) {}

    private final Map<String, Entry> entries = new TreeMap<>();

    /** A tensor's values; norms' weights are near one, the rest is near zero. */
    float[] get(String name, long... shape) {
        Entry entry = entries.computeIfAbsent(name, key -> {
            var random = new Random(key.hashCode());
            int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            double center = name.contains("norm") && name.endsWith("weight") || name.contains("ln_") ? 0.8 : 0;
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (center + 0.15 * random.nextGaussian());
            }
            return new Entry(shape.clone(), values);
        });
        if (!Arrays.equals(entry.shape(), shape)) {
            throw new IllegalStateException(name);
        }
        return entry.values();
    }

    /** Writes {@code model.safetensors}. */
    void write(Path folder) throws IOException {
        long offset = 0;
        var header = new StringBuilder("{");
        for (var entry : entries.entrySet()) {
            long end = offset + 4L * entry.getValue().values().length;
            header.append(header.length() > 1 ? "," : "")
                    .append('"')
                    .append(entry.getKey())
                    .append("\":{\"dtype\":\"F32\",\"shape\":[")
                    .append(Arrays.stream(entry.getValue().shape())
                            .mapToObj(Long::toString)
                            .collect(Collectors.joining(",")))
                    .append("],\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(end)
                    .append("]}");
            offset = end;
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + (int) offset).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        entries.values().forEach(entry -> {
            for (float value : entry.values()) {
                file.putFloat(value);
            }
        });
        Files.write(folder.resolve("model.safetensors"), file.array());
    }
}
