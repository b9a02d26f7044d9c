/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.checkpoint.StoredFormat;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import io.github.dsemaven.perplexity.quantization.StoredScheme;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that MLC's tools write, held against the same model quantized while it is loaded. */
class MlcFolderTest {
    private static final Path ZOO = Path.of("src/test/resources/zoo");

    @TempDir
    Path folder;

    private Path mlc() {
        return folder.resolve("mlc");
    }

    private static float[] nll(Checkpoint checkpoint, QuantizationScheme scheme, DType dtype) {
        int[] ids = new Random(7).ints(60, 5, 90).toArray();
        EngineSettings settings = EngineSettings.cpu(1, 1);
        try (Scorer scorer = Scorers.open(checkpoint, scheme, List.of(settings), text -> {})) {
            return scorer.nll(List.of(new TokenWindow(ids, ids.length - 1)))[0];
        }
    }

    private static QuantizationScheme named(String scheme) {
        return QuantizationSchemes.parse(Place.of("test"), scheme);
    }

    private QuantizationScheme stored() {
        return new StoredScheme(StoredFormat.of(mlc()).orElseThrow());
    }

    private void isAsQuantizedOnLoad(Path model, String scheme) {
        Checkpoint plain = Checkpoint.open(model);
        Checkpoint packed = Checkpoint.open(mlc());

        assertThat(nll(packed, stored(), DType.F32)).isEqualTo(nll(plain, named(scheme), DType.F32));
        assertThat(WeightPlan.of(packed, stored(), DType.F32).size())
                .isEqualTo(WeightPlan.of(plain, named(scheme), DType.F32).size());
        assertThat(stored().label()).isEqualTo(scheme);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q0f16",
                "q0bf16",
                "q0f32",
                "q3f16_0",
                "q3f16_1",
                "q4f16_0",
                "q4f16_1",
                "q4f16_2",
                "q4f32_1",
                "q4bf16_0",
                "q4bf16_1"
            })
    void everySchemeGivesTheSameNumbersBitForBit(String scheme) throws IOException {
        new MlcWriter(ZOO.resolve("llama-linear"), scheme).write(mlc());

        isAsQuantizedOnLoad(ZOO.resolve("llama-linear"), scheme);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q3f16_0", "q4f16_1"})
    void aTrainedModelDoes(String scheme) throws IOException {
        new MlcWriter(ModelFolder.ORIGINAL, scheme).write(mlc());

        isAsQuantizedOnLoad(ModelFolder.ORIGINAL, scheme);
    }

    @ParameterizedTest
    @CsvSource({
        "llama-llama3, q4f16_1",
        "mistral-headdim, q4f16_1",
        "mistral-headdim, q3f16_0",
        "qwen2-sliding, q3f16_1",
        "qwen2-yarn, q4f16_0",
        "qwen3-bias, q4f16_1",
        "phi3-longrope, q4f16_1",
        "phi3-partial-sliding, q4f16_0"
    })
    void everyFamilyDoes(String model, String scheme) throws IOException {
        new MlcWriter(ZOO.resolve(model), scheme).newer().served().write(mlc());

        isAsQuantizedOnLoad(ZOO.resolve(model), scheme);
    }

    @Test
    void theOneThatIsAddedToTheNormsOfGemmaIsTakenAway() throws IOException {
        new MlcWriter(ZOO.resolve("gemma2"), "q4f16_1").write(mlc());
        Checkpoint plain = Checkpoint.open(ZOO.resolve("gemma2"));
        Map<String, Tensor> rounded = new TreeMap<>(plain.tensors());
        rounded.replaceAll((name, tensor) -> name.endsWith("norm.weight") ? roundedWithOne(tensor) : tensor);

        float[] expected = nll(Checkpoint.of(mlc(), plain.configuration(), rounded), named("q4f16_1"), DType.F32);

        assertThat(nll(Checkpoint.open(mlc()), stored(), DType.F32)).isEqualTo(expected);
    }

    private static Tensor roundedWithOne(Tensor norm) {
        float[] values = new float[(int) norm.elements()];
        norm.read(0, values, 0, values.length);
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(Half.round(value + 1) - 1);
        }
        return Tensor.of(norm.name(), DType.F32, norm.shape(), bytes.flip());
    }

    @Test
    void rowsThatFillUpTheVocabularyCountForNothing() throws IOException {
        new MlcWriter(ZOO.resolve("qwen2-yarn"), "q4f16_1").padded(32).write(mlc());

        isAsQuantizedOnLoad(ZOO.resolve("qwen2-yarn"), "q4f16_1");
    }

    @Test
    void float32ThatIsStoredInTwoBytesIsRead() throws IOException {
        new MlcWriter(ModelFolder.ORIGINAL, "q0f32").shortened().write(mlc());

        // its weights are bfloat16 to begin with, so that nothing is lost
        isAsQuantizedOnLoad(ModelFolder.ORIGINAL, "q0f32");
        new MlcWriter(ModelFolder.ORIGINAL, "q4f32_1").shortened().write(folder.resolve("other"));
        Tensor restored = Checkpoint.open(folder.resolve("other"))
                .find("model.layers.0.mlp.up_proj.weight")
                .orElseThrow();
        assertThat(restored.dtype()).isEqualTo(DType.F32);
        assertThat(restored.storedBits() / restored.elements()).isEqualTo(5.0);
    }

    @Test
    void layerByLayerTheNumbersAreTheSame() throws IOException {
        new MlcWriter(ZOO.resolve("llama-llama3"), "q4f16_0").write(mlc());
        Checkpoint packed = Checkpoint.open(mlc());
        int[] ids = new Random(7).ints(60, 5, 90).toArray();
        float[] expected = nll(packed, stored(), DType.F32);
        try (Scorer scorer = LayerwiseScorer.open(packed, stored(), EngineSettings.cpu(1, 1))) {
            float[] actual = scorer.nll(List.of(new TokenWindow(ids, ids.length - 1)))[0];
            for (int i = 0; i < actual.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], org.assertj.core.api.Assertions.within(1e-4f));
            }
        }
    }

    @Test
    void aFolderInBothLayoutsIsReadInThatOfHuggingFace() throws IOException {
        ModelFolder.copyTo(folder.resolve("both"));
        new MlcWriter(ModelFolder.ORIGINAL, "q0f16").write(mlc());
        Files.copy(mlc().resolve("mlc-chat-config.json"), folder.resolve("both/mlc-chat-config.json"));

        assertThat(StoredFormat.of(folder.resolve("both"))).isEmpty();
        assertThat(Checkpoint.open(folder.resolve("both")).files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("model.safetensors");
    }

    private void edited(String file, Consumer<JsonObject> change) throws IOException {
        Path path = mlc().resolve(file);
        JsonObject json = JsonParser.parseString(Files.readString(path)).getAsJsonObject();
        change.accept(json);
        Files.writeString(path, json.toString());
    }

    private void isRefused(String... parts) {
        assertThatThrownBy(() -> Checkpoint.open(mlc()))
                .isInstanceOf(DseException.class)
                .satisfies(e ->
                        assertThat(((DseException) e).problems().toString()).contains(parts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"q4f16_autoawq", "q4f16_ft", "e4m3_e4m3_f16", "fp8_e4m3fn_bf16_block_scale", "q8f16_1"})
    void otherFormsOfWeightsAreRefusedByName(String scheme) throws IOException {
        new MlcWriter(ModelFolder.ORIGINAL, "q4f16_1").write(mlc());
        edited("mlc-chat-config.json", json -> json.addProperty("quantization", scheme));

        isRefused("mlc-chat-config.json", "\"quantization\" is \"" + scheme + "\"", "q3f16_0, q3f16_1");
        assertThat(StoredFormat.of(mlc())).isEmpty();
    }

    @Test
    void otherFamiliesAndUnknownKeysAreRefused() throws IOException {
        new MlcWriter(ModelFolder.ORIGINAL, "q4f16_1").write(mlc());
        String before = Files.readString(mlc().resolve("mlc-chat-config.json"));

        edited("mlc-chat-config.json", json -> json.addProperty("model_type", "rwkv6"));
        isRefused("\"model_type\" is \"rwkv6\"", "gemma2, llama, mistral, phi3, qwen2, qwen3");
        Files.writeString(mlc().resolve("mlc-chat-config.json"), before);
        edited(
                "mlc-chat-config.json",
                json -> json.getAsJsonObject("model_config").addProperty("logit_scale", 0.5));
        isRefused("key \"logit_scale\" is not supported for this model_type and may change the result");
        Files.writeString(mlc().resolve("mlc-chat-config.json"), before);
        edited("mlc-chat-config.json", json -> json.addProperty("vocab_size", 7));
        isRefused("key \"vocab_size\" is 7, but 4096 in model_config");
        Files.writeString(mlc().resolve("mlc-chat-config.json"), before);
        edited(
                "mlc-chat-config.json",
                json -> json.getAsJsonObject("model_config").addProperty("rope_theta", 5));
        isRefused("has two different values of rope_theta: 5 and 10000");
    }

    private JsonObject shard(JsonObject list) {
        return list.getAsJsonArray("records").get(1).getAsJsonObject();
    }

    private static JsonObject record(JsonObject shard) {
        return shard.getAsJsonArray("records").get(0).getAsJsonObject();
    }

    @Test
    void whatTheListSaysOfTheShardsIsChecked() throws IOException {
        new MlcWriter(ModelFolder.ORIGINAL, "q4f16_1").write(mlc());
        String before = Files.readString(mlc().resolve("ndarray-cache.json"));
        Map<Consumer<JsonObject>, String> wrong = Map.of(
                json -> shard(json).addProperty("md5sum", "0".repeat(32)), "but should have 00000000",
                json -> shard(json).addProperty("nbytes", 3), "bytes, but ndarray-cache.json says 3",
                json -> shard(json).addProperty("format", "tar"), "with format \"tar\", not raw-shard",
                json -> shard(json).addProperty("dataPath", "params_shard_0.bin"), "lists params_shard_0.bin twice",
                json -> shard(json).addProperty("dataPath", "absent.bin"), "absent.bin: is missing",
                json -> record(shard(json)).addProperty("byteOffset", 1L << 40), "lies outside its shard",
                json -> record(shard(json)).addProperty("byteOffset", 8), "overlaps another",
                json -> record(shard(json)).addProperty("nbytes", 6), "has nbytes 6, but its shape",
                json -> record(shard(json)).addProperty("dtype", "e4m3_float8"), "has dtype \"e4m3_float8\"",
                json -> record(shard(json)).addProperty("format", "zip"), "has format \"zip\"");
        for (var each : wrong.entrySet()) {
            edited("ndarray-cache.json", each.getKey());

            isRefused(each.getValue());
            Files.writeString(mlc().resolve("ndarray-cache.json"), before);
        }
        Files.writeString(mlc().resolve("tensor-cache.json"), before + " ");
        isRefused("has tensor-cache.json and ndarray-cache.json, which differ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../params_shard_1.bin", "/etc/passwd", "a\\..\\b.bin", "C:/x.bin", "a/../../b.bin", ".", ""})
    void noShardLiesOutsideTheFolder(String path) throws IOException {
        new MlcWriter(ModelFolder.ORIGINAL, "q4f16_1").write(mlc());
        edited("ndarray-cache.json", json -> shard(json).addProperty("dataPath", path));

        isRefused("names a file outside the folder: " + path);
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        new MlcWriter(ModelFolder.ORIGINAL, "q4f16_1").write(mlc());
        edited("ndarray-cache.json", json -> record(shard(json)).addProperty("name", "stranger.q_weight"));
        isRefused("has no q_scale beside it");

        Files.delete(mlc().resolve("ndarray-cache.json"));
        isRefused("has neither tensor-cache.json nor ndarray-cache.json");
        Files.writeString(mlc().resolve("ndarray-cache.json"), "{\"records\":[{}]}");
        isRefused("is not a list of shards and their tensors");
        Files.delete(mlc().resolve("mlc-chat-config.json"));
        isRefused("there is no mlc-chat-config.json");
    }

    @Test
    void aSchemeThatTheTensorsContradictIsRefused() throws IOException {
        new MlcWriter(ModelFolder.ORIGINAL, "q4f16_1").write(mlc());
        edited("mlc-chat-config.json", json -> json.addProperty("quantization", "q3f16_1"));
        isRefused("do not fit q3f16_1: for 192 inputs it has 20 words of U32 and 5 scales of F16");

        edited("mlc-chat-config.json", json -> json.addProperty("quantization", "q0f16"));
        isRefused("is quantized, but the scheme of mlc-chat-config.json is q0f16");
    }
}
