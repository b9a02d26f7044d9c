/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {
    @TempDir
    Path folder;

    @Test
    void everyHalfSurvivesTheWayThroughFloat() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Half.toFloat((short) bits);

            assertThat(Float.isNaN(value) ? bits & 0x7c00 : Half.fromFloat(value) & 0xffff)
                    .isEqualTo(Float.isNaN(value) ? 0x7c00 : bits);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1.0004883f, 1.0014648f, 65519.9f, 65520f, 8.9406967e-8f, 9.5e-8f, -6.1e-5f})
    void roundingToHalfTakesTheNearestAndTheEvenOfTwo(float value) {
        float rounded = Half.round(value);

        if (Math.abs(value) >= 65520) {
            assertThat(rounded).isInfinite();
        } else {
            float below = Half.toFloat((short) (Half.fromFloat(value) - 1));
            float above = Half.toFloat((short) (Half.fromFloat(value) + 1));
            double error = Math.abs((double) rounded - value);
            assertThat(error).isLessThanOrEqualTo(Math.abs((double) below - value));
            assertThat(error).isLessThanOrEqualTo(Float.isInfinite(above) ? error : Math.abs((double) above - value));
        }
    }

    @Test
    void aTensorBeyondTwoGibibytesIsReadInRanges() throws IOException {
        // Given: a sparse file with a tensor that crosses 1 and 2 GiB
        long elements = 600_000_000L;
        byte[] header = ("{\"w\":{\"dtype\":\"F32\",\"shape\":[" + elements + "],\"data_offsets\":[0," + 4 * elements
                        + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("model.safetensors");
        long border = (1L << 30) / 4;
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            out.setLength(8 + header.length + 4 * elements);
            out.seek(8 + header.length + 4 * (elements - 1));
            out.write(floatBytes(7));
            out.seek(8 + header.length + 4 * (border - 2));
            out.write(floatBytes(5));
        }

        // When
        Tensor tensor = SafetensorsFile.read(file).get(0);
        float[] around = new float[1000];
        tensor.read(border - 500, around, 0, 1000);
        float[] last = new float[3];
        tensor.read(elements - 2, last, 1, 2);

        // Then
        assertThat(around[498]).isEqualTo(5);
        assertThat(last).containsExactly(0, 0, 7);
        assertThat(tensor.region().orElseThrow().length()).isEqualTo(4 * elements);
    }

    private static byte[] floatBytes(float value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
    }

    @Test
    void aLinkedFileIsNamedByWhatItLinksTo() throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("snapshots/1"));
        byte[] header =
                "{\"w\":{\"dtype\":\"BF16\",\"shape\":[1,2],\"data_offsets\":[0,4]}}".getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(12 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length)
                .put(header)
                .putShort(BFloat16.fromFloat(1.5f))
                .putShort(BFloat16.fromFloat(-2));
        Files.write(blobs.resolve("0f0f"), bytes.array());
        Files.createSymbolicLink(snapshot.resolve("model.safetensors"), Path.of("../../blobs/0f0f"));

        Tensor tensor =
                SafetensorsFile.read(snapshot.resolve("model.safetensors")).get(0);
        float[] values = new float[2];
        tensor.read(0, values, 0, 2);

        assertThat(tensor.region().orElseThrow().file())
                .isEqualTo(blobs.resolve("0f0f").toRealPath());
        assertThat(tensor.dimensions()).isEqualTo(List.of(1L, 2L));
        assertThat(values).containsExactly(1.5f, -2);
    }
}
