/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.ReferenceData;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.onnx.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every token of the small checkpoints against float64 references. */
class ZooTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gemma2",
                "gemma3",
                "gpt-neox",
                "gpt2",
                "llama2-untied-bias",
                "llama3-rope",
                "mistral-sliding",
                "olmo2",
                "opt",
                "phi3",
                "qwen2",
                "qwen3"
            })
    void everyTokenAgrees(String model) throws IOException {
        Path folder = ReferenceData.path("models/zoo/" + model);
        JsonObject reference = JsonParser.parseString(Files.readString(folder.resolve("reference.json")))
                .getAsJsonObject();
        int[] ids = StreamSupport.stream(reference.getAsJsonArray("input_ids").spliterator(), false)
                .mapToInt(value -> value.getAsInt())
                .toArray();
        double[] expected = StreamSupport.stream(reference.getAsJsonArray("nll").spliterator(), false)
                .mapToDouble(value -> value.getAsDouble())
                .toArray();

        float[] actual;
        try (var session = ScoringSession.open(
                Checkpoint.open(folder), (tensor, kind) -> new Supply.Stored(tensor), EngineSettings.cpu(2, 4))) {
            actual = session.nll(List.of(new TokenWindow(ids, ids.length - 1)))[0];
        }

        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
        }
        assertThat(worst).as("largest difference of %s", model).isLessThan(1e-4);
    }
}
