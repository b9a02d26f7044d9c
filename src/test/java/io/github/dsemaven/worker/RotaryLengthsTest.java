/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.perplexity.checkpoint.ConfigurationReader;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotaryLengthsTest {
    @TempDir
    Path folder;

    @Test
    void aShorterWindowKeepsTheFrequenciesOfALongerOneUntilItFitsTheTrainedPositions() throws IOException {
        var lengths = new RotaryLengths(configuration("\"rope_scaling\":{\"type\":\"dynamic\",\"factor\":2.0},"));

        assertThat(IntStream.of(100, 150, 200, 180, 100, 180).map(lengths::next))
                .containsExactly(128, 150, 200, 200, 128, 180);
    }

    @Test
    void otherScalingsSeeEachWindowByItself() throws IOException {
        var lengths = new RotaryLengths(configuration(""));

        assertThat(IntStream.of(200, 150).map(lengths::next)).containsExactly(200, 150);
    }

    private ModelConfiguration configuration(String keys) throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\":\"llama\"," + keys + "\"vocab_size\":96,\"hidden_size\":32,\"num_hidden_layers\":1,"
                        + "\"num_attention_heads\":4,\"intermediate_size\":48,\"max_position_embeddings\":128}");
        return ConfigurationReader.read(folder);
    }
}
