/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.dsemaven.SpecialFiles;
import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFolderTest {
    @TempDir
    private Path folder;

    @Test
    void aPipeInPlaceOfAnyFileIsNotOpened() throws IOException {
        SpecialFiles.pipe(folder.resolve("config.json"));
        SpecialFiles.pipe(folder.resolve("model.safetensors"));
        Path sharded = Files.createDirectory(folder.resolve("sharded"));
        SpecialFiles.pipe(sharded.resolve("model.safetensors.index.json"));

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThatThrownBy(() -> ConfigurationReader.read(folder))
                    .isInstanceOf(DseException.class)
                    .hasMessageContaining("config.json: is a named pipe");
            assertThatThrownBy(() -> TensorIndex.read(folder))
                    .isInstanceOf(DseException.class)
                    .hasMessageContaining("model.safetensors: is a named pipe");
            assertThatThrownBy(() -> TensorIndex.read(sharded))
                    .isInstanceOf(DseException.class)
                    .hasMessageContaining("index.json: is a named pipe");
        });
    }

    @Test
    void aFileLongerThanItsKindIsNotRead() throws IOException {
        try (var file = new RandomAccessFile(folder.resolve("config.json").toFile(), "rw")) {
            file.setLength(3L << 30);
        }

        assertThatThrownBy(() -> ConfigurationReader.read(folder))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("config.json: is larger than 16 MiB, too large for a model's configuration");
    }

    @Test
    void jsonMayBeNestedAsDeepAsItLikes() throws IOException {
        String deep = "{\"a\":" + "[".repeat(100_000);
        Files.writeString(folder.resolve("config.json"), deep);
        Path sharded = Files.createDirectory(folder.resolve("sharded"));
        Files.writeString(sharded.resolve("model.safetensors.index.json"), deep);
        Path single = Files.createDirectory(folder.resolve("single"));
        byte[] header = ("{\"__metadata__\":" + "{\"a\":".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header);
        Files.write(single.resolve("model.safetensors"), bytes.array());

        assertThatThrownBy(() -> ConfigurationReader.read(folder))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("is not a JSON object");
        assertThatThrownBy(() -> TensorIndex.read(sharded)).isInstanceOf(DseException.class);
        assertThatThrownBy(() -> TensorIndex.read(single)).isInstanceOf(DseException.class);
    }
}
