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
import io.github.dsemaven.perplexity.checkpoint.StoredFormat;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.quantization.ModelSize;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import io.github.dsemaven.perplexity.quantization.StoredScheme;
import io.github.dsemaven.worker.PackedModel.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints of GPTQ and AWQ, held against the weights that their codes stand for. */
class PackedCheckpointTest {
    private static final Path ZOO = Path.of("src/test/resources/zoo");
    private static final Form GPTQ = new Form("gptq", 4, 32, true, false, true);

    @TempDir
    Path folder;

    private Path packed() {
        return folder.resolve("packed");
    }

    private Path plain() {
        return folder.resolve("plain");
    }

    private void write(String model, Form form, String leftOut) throws IOException {
        Path source = model.equals("tiny-llama") ? ModelFolder.ORIGINAL : ZOO.resolve(model);
        PackedModel.write(source, form, leftOut, packed(), plain());
    }

    private static float[] nll(Path model, QuantizationScheme scheme) {
        int[] ids = new Random(7).ints(60, 5, 90).toArray();
        try (Scorer scorer =
                Scorers.open(Checkpoint.open(model), scheme, List.of(EngineSettings.cpu(1, 1)), text -> {})) {
            return scorer.nll(List.of(new TokenWindow(ids, ids.length - 1)))[0];
        }
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[(int) tensor.elements()];
        tensor.read(0, values, 0, values.length);
        return values;
    }

    private void isWhatItStandsFor(String label) {
        Checkpoint expected = Checkpoint.open(plain());
        Checkpoint actual = Checkpoint.open(packed());
        var stored = new StoredScheme(StoredFormat.of(packed()).orElseThrow());

        assertThat(actual.tensors().keySet()).isEqualTo(expected.tensors().keySet());
        expected.tensors()
                .forEach((name, tensor) -> assertThat(values(actual.find(name).orElseThrow()))
                        .as(name)
                        .isEqualTo(values(tensor)));
        assertThat(nll(packed(), stored)).isEqualTo(nll(plain(), QuantizationSchemes.parse(Place.of("test"), "fp16")));
        assertThat(stored.label()).isEqualTo(label);
        assertThat(stored.unquantized()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "llama-linear, gptq, 4, 32, true, false, true, gptq-4bit-g32",
        "llama-linear, gptq, 4, 32, true, true, true, gptq-4bit-g32",
        "llama-linear, gptq, 4, 16, false, true, true, gptq-4bit-g16",
        "llama-linear, gptq, 4, -1, true, false, false, gptq-4bit-row",
        "qwen3-bias, gptq, 4, 32, true, false, true, gptq-4bit-g32",
        "qwen2-yarn, gptq, 8, 32, true, false, true, gptq-8bit-g32",
        "tiny-llama, gptq, 2, 64, false, true, true, gptq-2bit-g64",
        "tiny-llama, gptq, 3, 64, true, true, true, gptq-3bit-g64",
        "tiny-llama, gptq, 4, 128, true, false, false, gptq-4bit-g128",
        "mistral-headdim, awq, 4, 32, false, false, true, awq-4bit-g32",
        "phi3-longrope, awq, 4, 16, false, false, false, awq-4bit-g16",
        "tiny-llama, awq, 4, 128, false, false, true, awq-4bit-g128"
    })
    void everyWeightAndEveryTokenIsThatOfTheCodes(
            String model,
            String method,
            int bits,
            int group,
            boolean lessOne,
            boolean ordered,
            boolean zeros,
            String label)
            throws IOException {
        write(model, new Form(method, bits, group, lessOne, ordered, zeros), "nothing");

        isWhatItStandsFor(label);
    }

    @Test
    void layersThatAreLeftOutStayAsTheyAre() throws IOException {
        write("llama-linear", GPTQ, "layers.1.");
        edited(json -> json.add("dynamic", JsonParser.parseString("{\"-:.*layers\\\\.1.*\": {}}")));

        isWhatItStandsFor("gptq-4bit-g32");
    }

    @Test
    void zerosForABiasThatTheModelHasNotGotAreNone() throws IOException {
        write("llama-linear", GPTQ, "nothing");
        Path file = packed().resolve("model.safetensors");
        TensorFile.read(file)
                .with("model.layers.0.self_attn.q_proj.bias", "F16", 32)
                .write(file);

        isWhatItStandsFor("gptq-4bit-g32");
    }

    @Test
    void theBitsOfAWeightAreThoseThatItTakes() throws IOException {
        write("tiny-llama", new Form("gptq", 4, 64, true, false, true), "nothing");
        Checkpoint checkpoint = Checkpoint.open(packed());
        var stored = new StoredScheme(StoredFormat.of(packed()).orElseThrow());

        ModelSize size = WeightPlan.of(checkpoint, stored, DType.F32).size();

        // 4 bits, and a scale of 16 and a zero point of 4 bits for each 64 of them
        assertThat(size.bitsPerQuantizedWeight()).isEqualTo(4 + 20.0 / 64);
        assertThat(size.quantizedTensors()).isEqualTo(6 * 7);
    }

    private void edited(Consumer<JsonObject> change) throws IOException {
        Path path = packed().resolve("config.json");
        JsonObject json = JsonParser.parseString(Files.readString(path)).getAsJsonObject();
        change.accept(json.getAsJsonObject("quantization_config"));
        Files.writeString(path, json.toString());
    }

    private void isRefused(String... parts) {
        assertThatThrownBy(() -> Checkpoint.open(packed()))
                .isInstanceOf(DseException.class)
                .satisfies(e ->
                        assertThat(((DseException) e).problems().toString()).contains(parts));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "checkpoint_format | \"marlin\" | quantization_config.checkpoint_format\" is \"marlin\", a form of codes",
                "version | \"gemv\" | key \"quantization_config.version\"",
                "pack_dtype | \"int64\" | is \"int64\", a form of codes",
                "bits | 5 | quantization_config.bits\" is 5",
                "group_size | 0 | quantization_config.group_size\" is 0",
                "group_size | 64 | do not fit gptq-4bit-g64",
                "bits | 8 | do not fit gptq-8bit-g32",
                "desc_act | true | has no g_idx, which config.json (desc_act) makes necessary",
                "rotation | \"hadamard\" | key \"quantization_config.rotation\" is not supported",
                "dynamic | {\"+:.*q_proj\":{\"bits\":8}} | has a rule \"+:.*q_proj\"",
                "quant_method | \"compressed-tensors\" | quantized already (compressed-tensors, 4 bits)",
                "quant_method | \"bitsandbytes\" | quantized already (bitsandbytes, 4 bits)",
                "quant_method | \"fp8\" | quantized already (fp8, 4 bits)",
                "quant_method | \"mxfp4\" | quantized already (mxfp4, 4 bits)"
            })
    void whatIsNotReadIsRefusedByName(String key, String value, String message) throws IOException {
        write("llama-linear", GPTQ, "nothing");
        edited(json -> json.add(key, JsonParser.parseString(value)));

        isRefused(message);
    }

    @Test
    void versionsOfAwqThatArePackedOtherwiseAreRefused() throws IOException {
        write("llama-linear", new Form("awq", 4, 32, false, false, true), "nothing");
        edited(json -> json.addProperty("version", "gemv"));

        isRefused("\"quantization_config.version\" is \"gemv\", a form of codes that is not read", "unquantized model");
    }

    @Test
    void tensorsThatContradictTheFormatAreNamed() throws IOException {
        write("llama-linear", GPTQ, "nothing");
        Path file = packed().resolve("model.safetensors");
        byte[] before = Files.readAllBytes(file);

        TensorFile.read(file).without("model.layers.0.mlp.up_proj.scales").write(file);
        isRefused("model.layers.0.mlp.up_proj.qweight has no scales beside it");
        Files.write(file, before);
        TensorFile.read(file).without("model.layers.0.mlp.up_proj.qzeros").write(file);
        isRefused("model.layers.0.mlp.up_proj.qweight has no qzeros beside it");
        Files.write(file, before);
        TensorFile.read(file)
                .with("model.layers.0.mlp.up_proj.g_idx", "I32", 31)
                .write(file);
        isRefused("model.layers.0.mlp.up_proj.g_idx I32[31] should be I32[32]");
        Files.copy(plain().resolve("model.safetensors"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        isRefused("says that the weights are stored as gptq-4bit-g32, but none is");
    }
}
