/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.exchange.ResultFormat;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.EvaluationResult;
import io.github.dsemaven.perplexity.EvaluationSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people find in model folders, each with the number of transformers or with its real cause. */
class FolderVariantsTest {
    private static final Path ORIGINAL = Path.of("src/test/resources/byte-llama");
    private static final double RIGHT = 381.482750;

    @TempDir
    Path folder;

    private Path model;
    private Path text;
    private List<String> notes = List.of();

    @BeforeEach
    void aGoodModelAndText() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        for (String name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
            Files.copy(ORIGINAL.resolve(name), model.resolve(name));
        }
        text = Files.copy(ORIGINAL.resolve("text.txt"), folder.resolve("text.txt"));
    }

    private EvaluationResult result(String quantization) throws IOException {
        Map<String, String> settings = Map.of(
                "hfModel",
                model.toString(),
                "dataset",
                text.toString(),
                "maxLength",
                "64",
                "stride",
                "32",
                "quantization",
                quantization);
        EvaluationSettings one = new EvaluationSettings("<evaluation>[1]", settings);
        Path work = Files.createTempDirectory(folder, "work");
        Request request = new Request(
                work,
                work.resolve("results"),
                folder.resolve("caches"),
                2,
                Map.of(),
                Map.of(),
                List.of(new Task(0, "cpu", one)));
        var out = new ByteArrayOutputStream();
        Main.run(request, new EventLog(new PrintStream(out, true, StandardCharsets.UTF_8)));
        notes = out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(Event::parse)
                .flatMap(Optional::stream)
                .flatMap(event -> event instanceof Event.Noted noted && noted.level() == Event.Level.WARN
                        ? Stream.of(noted.text())
                        : Stream.of())
                .toList();
        Outcome outcome = Outcome.read(request.outcomeFile(0)).orElseThrow();
        if (!outcome.problems().isEmpty()) {
            throw new Refused(outcome.problems());
        }
        return ResultFormat.read(
                Evaluation.all(List.of(one)).get(0).in(model.toString()),
                outcome.result().orElseThrow());
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(List<Problem> problems) {
            super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
    }

    private void isRight() throws IOException {
        assertThat(result("fp16").perplexity()).isCloseTo(RIGHT, within(1e-3));
    }

    private String refusal() throws IOException {
        try {
            throw new AssertionError("a perplexity of " + result("fp16").perplexity());
        } catch (Refused e) {
            assertThat(e.getMessage()).doesNotContain("fault of the plugin").doesNotContain("\n");
            return e.getMessage();
        }
    }

    @Test
    void aFolderOfMlcIsEvaluatedUnderItsOwnLabel() throws IOException {
        EvaluationResult loaded = result("q4f16_1");
        Path plain = model;
        model = folder.resolve("mlc");
        new MlcWriter(plain, "q4f16_1").newer().write(model);

        EvaluationResult stored = result("fp16");

        assertThat(stored.perplexity()).isEqualTo(loaded.perplexity());
        assertThat(stored.evaluation().quantization().label()).isEqualTo("q4f16_1");
        assertThat(stored.model().size()).isEqualTo(loaded.model().size());
        assertThat(stored.model().digests())
                .containsKeys("mlc-chat-config.json", "tensor-cache.json", "params_shard_0.bin", "tokenizer.json");
        assertThatThrownBy(() -> result("q4f16_0"))
                .hasMessageContaining("<quantization>: asks for q4f16_0, but the weights of")
                .hasMessageContaining("are stored as q4f16_1")
                .hasMessageContaining("Remove <quantization>");
    }

    private void json(String name, Consumer<JsonObject> change) throws IOException {
        Path file = model.resolve(name);
        JsonObject json = Files.exists(file)
                ? JsonParser.parseString(Files.readString(file)).getAsJsonObject()
                : new JsonObject();
        change.accept(json);
        Files.writeString(file, json.toString());
    }

    private static void pointer(Path file) throws IOException {
        Files.writeString(
                file, "version https://git-lfs.github.com/spec/v1\noid sha256:" + "b".repeat(64) + "\nsize 1290590\n");
    }

    @Test
    void theModelAsItIs() throws IOException {
        isRight();
        assertThat(notes).isEmpty();
    }

    @Test
    void dropoutOfTheTokenizerIsOffWithOneWarning() throws IOException {
        json("tokenizer.json", json -> json.getAsJsonObject("model").addProperty("dropout", 0.5));

        isRight();
        assertThat(notes)
                .singleElement()
                .asString()
                .contains("\"dropout\" of its model is 0.5")
                .contains("off here");
    }

    @Test
    void aTokenBeyondTheEmbeddingIsNamed() throws IOException {
        json("added_tokens.json", json -> json.addProperty("<|im_end|>", 258));
        Files.writeString(text, "some words of a text<|im_end|>");

        assertThat(refusal())
                .contains("gives the token \"<|im_end|>\" the id 258 but the model's vocabulary has 258 entries");
    }

    @Test
    void anUnknownTokenThatTheVocabularyLacksIsNamed() throws IOException {
        Files.writeString(
                model.resolve("tokenizer.json"),
                "{\"version\":\"1.0\",\"added_tokens\":[],\"normalizer\":null,\"pre_tokenizer\":{\"type\":\"Whitespace\"},"
                        + "\"post_processor\":null,\"decoder\":null,\"model\":{\"type\":\"WordLevel\",\"vocab\":"
                        + "{\"[UNK]\":0,\"the\":1},\"unk_token\":\"<missing>\"}}");

        assertThat(refusal())
                .contains("tokenizer.json: names the unknown token <missing>")
                .contains("its vocabulary lacks");
    }

    @Test
    void aPointerOfGitLfsIsNamedWhereverItLies() throws IOException {
        for (String name : List.of(
                "config.json",
                "tokenizer.json",
                "tokenizer_config.json",
                "added_tokens.json",
                "special_tokens_map.json",
                "model.safetensors")) {
            byte[] before = Files.exists(model.resolve(name)) ? Files.readAllBytes(model.resolve(name)) : new byte[0];
            pointer(model.resolve(name));

            assertThat(refusal())
                    .contains(name + ": is a pointer that Git LFS left in place of the file")
                    .contains("git lfs pull");
            Files.write(model.resolve(name), before);
            if (before.length == 0) {
                Files.delete(model.resolve(name));
            }
        }
        Files.delete(model.resolve("model.safetensors"));
        pointer(model.resolve("model.safetensors.index.json"));

        assertThat(refusal())
                .contains("model.safetensors.index.json: is a pointer that Git LFS left in place of the file");
    }

    @Test
    void aPointerInPlaceOfATextIsNamed() throws IOException {
        for (String name : List.of("text.txt", "text.raw")) {
            text = folder.resolve(name);
            pointer(text);

            assertThat(refusal())
                    .contains(name + ": is a pointer that Git LFS left in place of the file")
                    .contains("git lfs pull");
        }
    }

    @Test
    void aLinkThatLeadsNowhereIsNamedWithItsTarget() throws IOException {
        for (String name : List.of("model.safetensors", "tokenizer.json", "config.json")) {
            byte[] before = Files.readAllBytes(model.resolve(name));
            Files.delete(model.resolve(name));
            Files.createSymbolicLink(model.resolve(name), Path.of("../../blobs/deadbeef"));

            assertThat(refusal()).contains(name + ": is a link to ../../blobs/deadbeef, which does not exist");
            Files.delete(model.resolve(name));
            Files.writeString(model.resolve(name), "../../blobs/deadbeef");

            assertThat(refusal())
                    .contains(name + ": is not the file itself but the text of a link to ../../blobs/dead");
            Files.write(model.resolve(name), before);
        }
    }

    private static final String HEAD = "lm_head.weight";
    private static final String EMBEDDING = "model.embed_tokens.weight";

    private TensorFile tensors() throws IOException {
        return TensorFile.read(model.resolve("model.safetensors"));
    }

    private void tie(boolean tied) throws IOException {
        json("config.json", json -> json.addProperty("tie_word_embeddings", tied));
    }

    @Test
    void theFilesOwnHeadCountsWhateverTheConfigurationSays() throws IOException {
        Map<String, Double> untied = new LinkedHashMap<>();
        Map<String, Double> bits = new LinkedHashMap<>();
        for (String scheme : List.of("fp16", "8bit", "4bit", "fake_q3", "q4f16_1", "q3f16_1", "q4f32_1")) {
            EvaluationResult result = result(scheme);
            untied.put(scheme, result.perplexity());
            bits.put(scheme, result.model().size().bitsPerWeight());
        }
        tie(true);
        for (String scheme : untied.keySet()) {
            EvaluationResult result = result(scheme);
            assertThat(result.perplexity()).as(scheme).isEqualTo(untied.get(scheme));
            assertThat(result.model().size().bitsPerWeight()).as(scheme).isEqualTo(bits.get(scheme));
            assertThat(notes)
                    .singleElement()
                    .asString()
                    .contains("config.json ties the head to the embedding")
                    .contains("lm_head.weight with other values than model.embed_tokens.weight");
        }
    }

    @Test
    void aCopyOfTheEmbeddingIsTiedWithoutAWord() throws IOException {
        tie(true);
        tensors().without(HEAD).write(model.resolve("model.safetensors"));
        EvaluationResult alone = result("4bit");
        tensors().copied(EMBEDDING, HEAD).write(model.resolve("model.safetensors"));
        EvaluationResult copied = result("4bit");

        assertThat(copied.perplexity()).isEqualTo(alone.perplexity());
        assertThat(copied.model().size()).isEqualTo(alone.model().size());
        assertThat(notes).isEmpty();
    }

    @Test
    void aHeadStandsForAnEmbeddingThatIsTiedToIt() throws IOException {
        tie(true);
        tensors().without(HEAD).write(model.resolve("model.safetensors"));
        double expected = result("q4f16_1").perplexity();
        tensors().copied(EMBEDDING, HEAD).without(EMBEDDING).write(model.resolve("model.safetensors"));

        assertThat(result("q4f16_1").perplexity()).isEqualTo(expected);
    }

    @Test
    void aHeadOfAnotherShapeIsRefused() throws IOException {
        tie(true);
        tensors().shaped(HEAD, 16, 258).write(model.resolve("model.safetensors"));

        assertThat(refusal()).contains("tensor lm_head.weight has shape [16, 258]");
    }

    @Test
    void withoutAHeadThereIsNoNumber() throws IOException {
        tensors().without(HEAD).write(model.resolve("model.safetensors"));

        assertThat(refusal())
                .contains("holds no head (lm_head.weight), and its config.json does not tie it")
                .contains("\"tie_word_embeddings\": true");
    }

    @Test
    void weightsOfFloat64AreRead() throws IOException {
        double four = result("4bit").perplexity();
        tensors().inFloat64().write(model.resolve("model.safetensors"));

        isRight();
        assertThat(result("4bit").perplexity()).isEqualTo(four);
        assertThat(result("fp16").model().digests()).containsKey("model.safetensors");
    }

    @Test
    void anAdapterIsRefused() throws IOException {
        json("adapter_config.json", json -> json.addProperty("peft_type", "LORA"));

        assertThat(refusal())
                .contains("model: holds an adapter (adapter_config.json) beside the model")
                .contains("merge_and_unload");
        Files.delete(model.resolve("config.json"));
        assertThat(refusal()).contains("holds an adapter (adapter_config.json) and no model");
    }

    @Test
    void aModelOfSeveralPartsIsNamedAsOne() throws IOException {
        Files.writeString(
                model.resolve("config.json"),
                "{\"model_type\":\"gemma3\",\"text_config\":{\"model_type\":\"gemma3_text\"},\"vision_config\":{}}");

        assertThat(refusal())
                .contains("a model of several parts (text_config, vision_config)")
                .contains("supported model_type \"gemma3_text\"");
    }

    @Test
    void namesOfAWrapperAreNamed() throws IOException {
        byte[] before = Files.readAllBytes(model.resolve("model.safetensors"));
        for (String prefix : List.of("_orig_mod.", "module.", "language_model.", "base_model.model.")) {
            tensors().renamed(name -> prefix + name).write(model.resolve("model.safetensors"));

            assertThat(refusal())
                    .contains(
                            prefix + "model.embed_tokens.weight where model.embed_tokens.weight is expected (prefix \""
                                    + prefix + "\")");
            Files.write(model.resolve("model.safetensors"), before);
        }
        tensors()
                .renamed(name -> name.replace("model.", "model.language_model."))
                .write(model.resolve("model.safetensors"));

        assertThat(refusal()).contains("model.language_model.embed_tokens.weight where model.embed_tokens.weight");
    }

    @ParameterizedTest
    @CsvSource({
        "model.layers.0.self_attn.q_proj.g_idx, I32, GPTQ",
        "model.layers.0.self_attn.q_proj.qweight, I32, GPTQ or AWQ",
        "model.layers.0.self_attn.q_proj.weight_scale_inv, F32, FP8 in blocks",
        "model.layers.0.self_attn.q_proj.weight.absmax, F32, 'bitsandbytes, 4 bits'",
        "model.layers.0.self_attn.q_proj.weight.quant_state.bitsandbytes__nf4, U8, 'bitsandbytes, 4 bits'",
        "model.layers.0.self_attn.q_proj.SCB, F32, 'bitsandbytes, LLM.int8'",
        "model.layers.0.self_attn.q_proj.weight_packed, I32, compressed-tensors",
        "model.layers.0.self_attn.q_proj.q_weight, U32, MLC"
    })
    void whatAnotherToolHasQuantizedIsNamedByItsTensors(String tensor, String dtype, String method) throws IOException {
        tensors().with(tensor, dtype, 1).write(model.resolve("model.safetensors"));

        assertThat(refusal()).contains("quantized already: " + method).contains("unquantized model");
    }

    @Test
    void aKeyOfQuantizationSaysHow() throws IOException {
        json(
                "config.json",
                json -> json.add(
                        "quantization_config", JsonParser.parseString("{\"quant_method\":\"hqq\",\"bits\":4}")));

        assertThat(refusal())
                .contains("\"quantization_config\" says that the weights are quantized already (hqq, 4 bits)");
    }
}
