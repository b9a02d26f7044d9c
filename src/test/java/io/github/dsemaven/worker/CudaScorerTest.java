/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import io.github.dsemaven.perplexity.onnx.Supply;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The graphs made for a GPU, run by the CPU: same operators, same sessions but for the provider. */
class CudaScorerTest {
    private static final Path ZOO = Path.of("src/test/resources/zoo");

    private static EngineSettings settings(DType dtype, AttentionKernel kernel, int batch) {
        return new EngineSettings(OptionalInt.empty(), dtype, kernel, 1, batch);
    }

    private static Scorer scorer(
            String model, String scheme, DType dtype, AttentionKernel kernel, int batch, int lanes) {
        Checkpoint checkpoint = Checkpoint.open(ZOO.resolve(model));
        var weights = new FileWeights(checkpoint, QuantizationSchemes.parse(Place.of("test"), scheme), dtype, 2);
        return new CudaScorer(
                checkpoint,
                weights,
                settings(dtype, kernel, batch),
                new CudaTuning(lanes, 1 << 14, Map.of()),
                message -> {});
    }

    private static JsonObject reference(String model) throws IOException {
        return JsonParser.parseString(Files.readString(ZOO.resolve(model).resolve("reference.json")))
                .getAsJsonObject();
    }

    private static int[] ids(JsonObject reference) {
        JsonArray array = reference.getAsJsonArray("input_ids");
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = array.get(i).getAsInt();
        }
        return ids;
    }

    @ParameterizedTest
    @CsvSource({
        "gemma2, F32, GROUP_QUERY, 2e-5",
        "mixtral-sliding-8, F32, GROUP_QUERY, 2e-5",
        "phi, F32, STANDARD, 2e-5",
        "qwen2-sliding, F32, STANDARD, 2e-5",
        "llama-dynamic, F32, GROUP_QUERY, 2e-5",
        "mistral-headdim, F16, GROUP_QUERY, 5e-3",
        "qwen3-bias, F16, GROUP_QUERY, 1e-2"
    })
    void graphsForTheGpuAgreeWithTheReferences(String model, DType dtype, AttentionKernel kernel, double tolerance)
            throws IOException {
        JsonObject reference = reference(model);
        int[] ids = ids(reference);
        JsonArray expected = reference.getAsJsonArray("nll");

        float[] actual;
        try (Scorer scorer = scorer(model, "fp16", dtype, kernel, 2, 1)) {
            actual = scorer.nll(List.of(new TokenWindow(ids, ids.length - 1)))[0];
        }

        double squares = 0;
        for (int i = 0; i < actual.length; i++) {
            squares += Math.pow(actual[i] - expected.get(i).getAsDouble(), 2);
        }
        assertThat(Math.sqrt(squares / actual.length)).isLessThan(tolerance);
    }

    @Test
    void windowsOfAnySizeShareASessionAndGiveTheNumbersOfTheirOwn() throws IOException {
        int[] ids = ids(reference("smollm3"));
        List<TokenWindow> windows = new ArrayList<>();
        for (int end = 40; end <= 200; end += 20) {
            windows.add(new TokenWindow(Arrays.copyOfRange(ids, Math.max(0, end - 80), end), 20));
        }
        windows.add(new TokenWindow(Arrays.copyOf(ids, 70), 69));

        float[][] together;
        try (Scorer scorer = scorer("smollm3", "fp16", DType.F32, AttentionKernel.GROUP_QUERY, 3, 2)) {
            together = scorer.nll(windows);
        }

        try (Scorer scorer = ScoringSession.open(
                Checkpoint.open(ZOO.resolve("smollm3")),
                (tensor, kind) -> new Supply.Stored(tensor),
                EngineSettings.cpu(1, 1))) {
            for (int i = 0; i < windows.size(); i++) {
                float[] alone = scorer.nll(List.of(windows.get(i)))[0];
                assertThat(together[i]).hasSameSizeAs(alone);
                for (int j = 0; j < alone.length; j++) {
                    assertThat(together[i][j]).as("window %d, token %d", i, j).isCloseTo(alone[j], within(2e-5f));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"fake_q3", "q4f16_1", "4bit", "8bit"})
    void changedWeightsAreTheOnesUsed(String scheme) throws IOException {
        int[] ids = ids(reference("llama-bias-headdim"));
        List<TokenWindow> windows = List.of(new TokenWindow(ids, ids.length - 1));
        Checkpoint checkpoint = Checkpoint.open(ZOO.resolve("llama-bias-headdim"));
        EngineSettings cpu = EngineSettings.cpu(1, 1);

        float[] onGpuGraph;
        try (Scorer scorer = scorer("llama-bias-headdim", scheme, DType.F32, AttentionKernel.GROUP_QUERY, 1, 1)) {
            onGpuGraph = scorer.nll(windows)[0];
        }

        float[] expected;
        var weights = SchemeWeights.of(checkpoint, QuantizationSchemes.parse(Place.of("test"), scheme), cpu);
        try (Scorer scorer = ScoringSession.open(checkpoint, weights, cpu)) {
            expected = scorer.nll(windows)[0];
        }
        float[] unchanged;
        try (Scorer scorer = ScoringSession.open(checkpoint, (tensor, kind) -> new Supply.Stored(tensor), cpu)) {
            unchanged = scorer.nll(windows)[0];
        }
        double rms = 0;
        double change = 0;
        for (int i = 0; i < expected.length; i++) {
            rms += Math.pow(onGpuGraph[i] - expected[i], 2);
            change += Math.pow(unchanged[i] - expected[i], 2);
        }
        rms = Math.sqrt(rms / expected.length);
        change = Math.sqrt(change / expected.length);
        assertThat(rms).isLessThan(change / 20).isLessThan(1e-3);
    }
}
