/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
    @TempDir
    Path folder;

    @Test
    void shardsAreThoseOfTheIndexAndNothingElseCounts() throws IOException {
        for (String name : new String[] {"config.json", "a-1.safetensors", "consolidated.safetensors", "README.md"}) {
            Files.writeString(folder.resolve(name), "x");
        }
        Files.writeString(folder.resolve("model.safetensors.index.json"), """
                {"weight_map": {"a": "a-1.safetensors", "b": "a-1.safetensors", "c": "missing.safetensors"}}""");

        assertThat(ModelFiles.of(folder))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("a-1.safetensors", "config.json", "model.safetensors.index.json");
    }

    @Test
    void ofMlcTheListNamesTheShards() throws IOException {
        for (String name :
                new String[] {"mlc-chat-config.json", "params_shard_0.bin", "params_shard_1.bin", "other.bin"}) {
            Files.writeString(folder.resolve(name), "x");
        }
        Files.writeString(folder.resolve("ndarray-cache.json"), """
                {"records": [{"dataPath": "params_shard_0.bin"}, {"dataPath": "params_shard_1.bin?partitions=4"}]}""");

        assertThat(ModelFiles.of(folder))
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "mlc-chat-config.json", "ndarray-cache.json", "params_shard_0.bin", "params_shard_1.bin");
    }
}
