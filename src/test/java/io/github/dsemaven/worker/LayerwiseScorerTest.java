/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.ReferenceData;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layer by layer, every family gives the numbers that it gives with all its weights in memory. */
class LayerwiseScorerTest {
    private static final Path ZOO = Path.of("src/test/resources/zoo");
    /** Beyond the positions that some models with rotary ones were made for, and that scaled ones are scaled from. */
    private static final int LONGEST = 150;

    private static final EngineSettings SETTINGS = EngineSettings.cpu(2, 1);

    static Stream<String> models() throws IOException {
        try (Stream<Path> folders = Files.list(ZOO)) {
            return folders
                    .filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theNumbersAreThoseOfTheWholeModel(String model) {
        compare(model, Checkpoint.open(ZOO.resolve(model)));
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
    void theNumbersOfLaterFamiliesAreThoseOfTheWholeModel(String model) {
        compare(model, Checkpoint.open(ReferenceData.path("models/zoo2/" + model)));
    }

    private static void compare(String model, Checkpoint checkpoint) {
        boolean learnedPositions = model.startsWith("opt") || model.startsWith("gpt2");
        List<TokenWindow> windows = windows(
                learnedPositions ? Math.min(LONGEST, checkpoint.configuration().maxPositions()) : LONGEST);
        for (String name : schemes(model)) {
            QuantizationScheme scheme = QuantizationSchemes.parse(Place.of("test"), name);
            float[][] expected;
            try (Scorer whole =
                    ScoringSession.open(checkpoint, SchemeWeights.of(checkpoint, scheme, SETTINGS), SETTINGS)) {
                expected = whole.nll(windows);
            }

            try (Scorer layerwise = LayerwiseScorer.open(checkpoint, scheme, SETTINGS)) {
                float[][] actual = layerwise.nll(windows);

                for (int w = 0; w < expected.length; w++) {
                    assertThat(largestDifference(actual[w], expected[w]))
                            .as("%s %s window %d", model, name, w)
                            .isLessThan(1e-4);
                }
            }
        }
    }

    /** One scheme that touches everything; for a few families all kinds of treatment. */
    private static List<String> schemes(String model) {
        return List.of("gpt2-inverse-layer", "opt-350m-like", "mixtral", "phi", "qwen2-moe")
                        .contains(model)
                ? List.of("fp16", "fake_q3", "4bit", "8bit", "q4f16_1", "q4f16_2", "w3g16-asym-f32-embedding")
                : List.of("q4f16_1");
    }

    @Test
    void aRerunIsTheSameToTheBit() {
        Checkpoint checkpoint = Checkpoint.open(ZOO.resolve("llama-linear"));
        QuantizationScheme scheme = QuantizationSchemes.parse(Place.of("test"), "4bit");
        try (Scorer layerwise = LayerwiseScorer.open(checkpoint, scheme, SETTINGS)) {
            float[][] first = layerwise.nll(windows());

            assertThat(layerwise.nll(windows())).isDeepEqualTo(first);
            assertThat(layerwise.nll(windows().subList(2, 3))).isDeepEqualTo(new float[][] {first[2]});
        }
    }

    @Test
    void aFiniteWindowHasNoLayerToBlame() {
        Checkpoint checkpoint = Checkpoint.open(ZOO.resolve("llama-linear"));
        QuantizationScheme scheme = QuantizationSchemes.parse(Place.of("test"), "q4f16_1");
        try (Scorer layerwise = LayerwiseScorer.open(checkpoint, scheme, SETTINGS)) {
            assertThat(layerwise.firstNotFinite(windows().get(0))).isEqualTo("the head");
        }
    }

    private static List<TokenWindow> windows() {
        return windows(LONGEST);
    }

    /** The first window of a text, full ones, and a shorter last one. */
    private static List<TokenWindow> windows(int length) {
        var random = new Random(11);
        var windows = new ArrayList<TokenWindow>();
        windows.add(new TokenWindow(random.ints(length, 0, 160).toArray(), length - 1));
        windows.add(new TokenWindow(random.ints(length, 0, 160).toArray(), 40));
        windows.add(new TokenWindow(random.ints(length, 0, 160).toArray(), 40));
        windows.add(new TokenWindow(random.ints(70, 0, 160).toArray(), 13));
        return windows;
    }

    private static double largestDifference(float[] actual, float[] expected) {
        double worst = actual.length == expected.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        }
        return worst;
    }
}
