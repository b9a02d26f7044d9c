/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.onnx.GraphCompiler;
import io.github.dsemaven.perplexity.onnx.GraphSettings;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import io.github.dsemaven.perplexity.onnx.GraphShape;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import io.github.dsemaven.perplexity.onnx.ScoredRows;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights left in few bits give the perplexity of restored ones, on the CPU and in the graphs made for a GPU. */
class LowBitWeightsTest {
    private static final Path ZOO = Path.of("src/test/resources/zoo");

    private static Checkpoint checkpoint(String model) {
        return Checkpoint.open(ZOO.resolve(model));
    }

    private static QuantizationScheme scheme(String text) {
        return QuantizationSchemes.parse(Place.of("test"), text);
    }

    private static List<TokenWindow> windows(String model) throws IOException {
        JsonArray array = JsonParser.parseString(
                        Files.readString(ZOO.resolve(model).resolve("reference.json")))
                .getAsJsonObject()
                .getAsJsonArray("input_ids");
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = array.get(i).getAsInt();
        }
        return List.of(new TokenWindow(ids, ids.length - 1));
    }

    private static double perplexity(Scorer scorer, List<TokenWindow> windows) {
        try (scorer) {
            float[] nll = scorer.nll(windows)[0];
            double sum = 0;
            for (float value : nll) {
                sum += value;
            }
            return Math.exp(sum / nll.length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "llama-bias-headdim, q4f16_1, MatMulNBits",
        "llama-bias-headdim, q4f32_1, MatMulNBits",
        "llama-bias-headdim, q3f16_1, DequantizeLinear",
        "llama-bias-headdim, fake_q3, DequantizeLinear",
        "llama-bias-headdim, 4bit, MatMulBnb4",
        "llama-bias-headdim, w4g64-asym-head, MatMulNBits",
        "llama-bias-headdim, w3g16-asym, MatMulNBits",
        "llama-bias-headdim, w8g32, MatMulNBits",
        "llama-bias-headdim, w6g24-asym, FusedMatMul", // restored
        "llama-bias-headdim, w4g24-asym, DequantizeLinear",
        "llama-bias-headdim, w4row-bf16, MatMulNBits",
        "gpt2-inverse-layer, q4f16_1, MatMulNBits",
        "gpt2-inverse-layer, q3f16_1, DequantizeLinear",
        "gpt2-inverse-layer, 4bit, MatMulBnb4",
        "mixtral, q4f16_1, MatMulNBits",
        "phi3-partial-sliding, q4f16_1, MatMulNBits",
    })
    void perplexityIsThatOfRestoredWeights(String model, String name, String operator) throws IOException {
        QuantizationScheme scheme = scheme(name);
        List<TokenWindow> windows = windows(model);
        EngineSettings cpu = EngineSettings.cpu(1, 1);

        double restored = perplexity(Scorers.open(checkpoint(model), scheme, List.of(cpu), text -> {}), windows);
        double low = perplexity(
                Scorers.open(checkpoint(model), scheme, List.of(cpu.withLowMemory(true)), text -> {}), windows);

        assertThat(low).isCloseTo(restored, within(1e-3 * restored));
        double plain = perplexity(Scorers.open(checkpoint(model), scheme("fp16"), List.of(cpu), text -> {}), windows);
        assertThat(Math.abs(plain - restored))
                .as("what the scheme changes")
                .isGreaterThan(10 * Math.abs(low - restored));
        assertThat(operators(model, scheme, cpu)).contains(operator);
    }

    @ParameterizedTest
    @CsvSource({"q4f16_1, F32", "q3f16_1, F32", "4bit, F32", "q4f16_1, F16", "q3f16_1, F16", "fake_q3, F16"})
    void soInTheGraphsForAGpu(String name, DType dtype) throws IOException {
        String model = "llama-bias-headdim";
        List<TokenWindow> windows = windows(model);
        var settings = new EngineSettings(OptionalInt.empty(), dtype, AttentionKernel.GROUP_QUERY, 1, 1);

        double restored = perplexity(scorer(model, name, settings), windows);
        double low = perplexity(scorer(model, name, settings.withLowMemory(true)), windows);

        assertThat(low).isCloseTo(restored, within(1e-3 * restored));
    }

    private static Scorer scorer(String model, String name, EngineSettings settings) {
        Checkpoint checkpoint = checkpoint(model);
        var restored = new FileWeights(checkpoint, scheme(name), settings.dtype(), 1);
        var weights = settings.lowMemory() ? new LowBitWeights(checkpoint, scheme(name), settings, restored) : restored;
        return new CudaScorer(checkpoint, weights, settings, new CudaTuning(1, 1 << 14, Map.of()), text -> {});
    }

    private static String operators(String model, QuantizationScheme scheme, EngineSettings settings) {
        Checkpoint checkpoint = checkpoint(model);
        var weights = new LowBitWeights(checkpoint, scheme, settings, SchemeWeights.of(checkpoint, scheme, settings));
        ModelGraph graph = new GraphCompiler(checkpoint, weights, GraphSettings.cpu())
                .compile(new GraphShape(8, new ScoredRows.Range(0, 7), 7));
        weights.released();
        return new String(graph.model(), StandardCharsets.ISO_8859_1);
    }
}
