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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every token of the small checkpoints against float64 references. */
class ZooTest {
    private static final Path ZOO = Path.of("src/test/resources/zoo");

    static Stream<String> variants() throws IOException {
        try (Stream<Path> folders = Files.list(ZOO)) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve("reference.json")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyTokenOfEveryVariantAgrees(String model) throws IOException {
        assertThat(largestDifference(ZOO.resolve(model)))
                .as("largest difference of %s", model)
                .isLessThan(1e-4);
    }

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
        assertThat(largestDifference(ReferenceData.path("models/zoo/" + model)))
                .as("largest difference of %s", model)
                .isLessThan(1e-4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cohere",
                "cohere2",
                "ernie",
                "exaone4",
                "glm4",
                "gpt-bigcode",
                "gptj",
                "nemotron",
                "olmo",
                "olmo3",
                "qwen2-moe",
                "qwen3-moe",
                "seed-oss",
                "stablelm"
            })
    void everyTokenOfLaterFamiliesAgrees(String model) throws IOException {
        assertThat(largestDifference(ReferenceData.path("models/zoo2/" + model)))
                .as("largest difference of %s", model)
                .isLessThan(1e-4);
    }

    /** The whole sequence, and where there are references for it also its beginning, whose rotary tables may differ. */
    private static double largestDifference(Path folder) throws IOException {
        JsonObject reference = JsonParser.parseString(Files.readString(folder.resolve("reference.json")))
                .getAsJsonObject();
        int[] ids = numbers(reference, "input_ids").mapToInt(Double::intValue).toArray();
        double worst = 0;
        try (var session = ScoringSession.open(
                Checkpoint.open(folder), (tensor, kind) -> new Supply.Stored(tensor), EngineSettings.cpu(2, 4))) {
            for (String key : List.of("nll", "nll_first100")) {
                if (reference.has(key)) {
                    double[] expected = numbers(reference, key)
                            .mapToDouble(Double::doubleValue)
                            .toArray();
                    int[] part = Arrays.copyOf(ids, expected.length + 1);
                    float[] actual = session.nll(List.of(new TokenWindow(part, expected.length)))[0];
                    for (int i = 0; i < expected.length; i++) {
                        double difference = Math.abs(actual[i] - expected[i]);
                        worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
                    }
                }
            }
        }
        return worst;
    }

    private static Stream<Double> numbers(JsonObject reference, String key) {
        return StreamSupport.stream(reference.getAsJsonArray(key).spliterator(), false)
                .map(value -> value.getAsDouble());
    }
}
