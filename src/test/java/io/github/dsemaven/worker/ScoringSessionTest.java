/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session promises whatever the model: the numbers of a window depend on nothing but the window. */
class ScoringSessionTest {
    private static final String CONFIG = "{\"model_type\":\"llama\",\"vocab_size\":96,\"hidden_size\":64,"
            + "\"num_hidden_layers\":2,\"num_attention_heads\":4,\"num_key_value_heads\":2,\"intermediate_size\":96,"
            + "\"max_position_embeddings\":1024,\"rms_norm_eps\":1e-5}";

    @TempDir
    Path folder;

    private Checkpoint checkpoint;
    private List<TokenWindow> windows;
    private double[] expected;

    @BeforeEach
    void aSmallModel() throws IOException {
        JsonObject config = JsonParser.parseString(CONFIG).getAsJsonObject();
        var tensors = new RandomTensors();
        windows = new ArrayList<>();
        var random = new Random(3);
        for (int i = 0; i < 5; i++) {
            windows.add(new TokenWindow(random.ints(600, 0, 96).toArray(), 100));
        }
        windows.add(new TokenWindow(random.ints(40, 0, 96).toArray(), 39));
        expected = new ReferenceDecoder(config, tensors).nll(windows.get(0).ids());
        Files.writeString(folder.resolve("config.json"), CONFIG);
        tensors.write(folder);
        checkpoint = Checkpoint.open(folder);
    }

    @Test
    void partsOfALongWindowMakeAWhole() {
        float[] actual = score("fp16", 1, 1, windows.subList(0, 1))[0];

        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[499 + i], within(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp16", "8bit", "4bit", "fake_q3", "q4f16_1", "q0f16"})
    void neitherBatchNorThreadsNorOrderMatter(String scheme) {
        float[][] alone = score(scheme, 1, 1, windows);
        List<TokenWindow> reversed = new ArrayList<>(windows);
        Collections.reverse(reversed);

        assertClose(score(scheme, 1, 3, windows), alone, windows.size());
        assertClose(score(scheme, 2, 2, windows), alone, windows.size());
        float[][] backwards = score(scheme, 2, 4, reversed);
        Collections.reverse(Arrays.asList(backwards));
        assertClose(backwards, alone, windows.size());
    }

    @Test
    void aRerunIsTheSameToTheBit() {
        assertThat(score("8bit", 2, 2, windows)).isDeepEqualTo(score("8bit", 2, 2, windows));
        assertThat(score("fp16", 2, 2, windows)).isDeepEqualTo(score("fp16", 2, 2, windows));
    }

    @Test
    void aQuantizedWeightChangesTheNumbers() {
        float[][] plain = score("fp16", 1, 1, windows);

        for (String scheme : List.of("8bit", "4bit", "fake_q3", "q4f16_1")) {
            assertThat(score(scheme, 1, 1, windows)[0]).as(scheme).isNotEqualTo(plain[0]);
        }
    }

    @Test
    void aTokenThatTheModelDoesNotKnowIsAnError() {
        assertThatThrownBy(() -> score("fp16", 1, 1, List.of(new TokenWindow(new int[] {1, 96}, 1))))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("the token 96 but the model's vocabulary has 96 entries");
    }

    private float[][] score(String scheme, int threads, int batch, List<TokenWindow> scored) {
        var settings = EngineSettings.cpu(threads, batch);
        var weights = SchemeWeights.of(checkpoint, QuantizationSchemes.parse(Place.of("test"), scheme), settings);
        try (var session = ScoringSession.open(checkpoint, weights, settings)) {
            return session.nll(scored);
        }
    }

    private static void assertClose(float[][] actual, float[][] alone, int count) {
        assertThat(actual).hasNumberOfRows(count);
        for (int w = 0; w < count; w++) {
            double sum = 0;
            double other = 0;
            for (int i = 0; i < alone[w].length; i++) {
                assertThat(actual[w][i]).isCloseTo(alone[w][i], within(1e-4f));
                sum += actual[w][i];
                other += alone[w][i];
            }
            assertThat(sum).isCloseTo(other, within(1e-6 * other));
        }
    }
}
