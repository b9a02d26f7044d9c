/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.perplexity.EvaluationSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong input ends its own evaluation with one problem that names the file, and no other evaluation. */
class BadInputTest {
    /** Every problem is one line that a user can act on. */
    private static final int LONGEST = 900;

    /** A damaged header may contradict itself twice. */
    private static final int MOST = 2;

    @TempDir
    Path folder;

    private ModelFolder model;
    private Path text;
    private String quantization = "fp16";

    @BeforeEach
    void aGoodModelAndText() throws IOException {
        model = ModelFolder.copyTo(folder.resolve("model"));
        text = Files.writeString(folder.resolve("text.txt"), "A text that is long enough to be scored by a model.");
    }

    /** Runs the bad evaluation before a good one. */
    private String problem() throws IOException {
        List<Task> tasks = List.of(task(0, model.path(), text), task(1, ModelFolder.ORIGINAL, good()));
        Request request = new Request(
                folder.resolve("work"),
                folder.resolve("results"),
                folder.resolve("caches"),
                2,
                Map.of(),
                Map.of(),
                tasks);
        Main.run(request, new EventLog(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));
        Outcome second = Outcome.read(request.outcomeFile(1)).orElseThrow();
        assertThat(second.problems()).isEmpty();
        List<Problem> problems =
                Outcome.read(request.outcomeFile(0)).orElseThrow().problems();
        assertThat(problems).hasSizeBetween(1, MOST);
        assertThat(problems.get(0).toString()).hasSizeLessThan(LONGEST).doesNotContain("fault of the plugin");
        return problems.get(0).toString();
    }

    private Path good() throws IOException {
        return Files.writeString(folder.resolve("good.txt"), "Another text that is long enough to be scored.");
    }

    private Task task(int number, Path model, Path text) {
        Map<String, String> settings = Map.of(
                "hfModel",
                model.toString(),
                "dataset",
                text.toString(),
                "maxLength",
                "8",
                "stride",
                "8",
                "quantization",
                number == 0 ? quantization : "fp16");
        return new Task(number, "cpu", new EvaluationSettings("", settings));
    }

    @Test
    void modelAndTextOfAnEvaluationAreReportedTogetherAlsoWhereNoDeviceCanRunIt() throws IOException {
        model.without("config.json");
        text = folder.resolve("gone.txt");
        for (List<String> devices : List.of(List.of("cpu"), List.<String>of())) {
            EvaluationSettings settings = task(0, model.path(), text).settings();
            Request request = new Request(
                    folder.resolve("work"),
                    folder.resolve("results"),
                    folder.resolve("caches"),
                    2,
                    Map.of(),
                    Map.of(),
                    List.of(
                            new Task(0, devices, settings),
                            new Task(
                                    1,
                                    devices,
                                    task(1, ModelFolder.ORIGINAL, good()).settings())));

            Main.run(request, new EventLog(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));

            assertThat(Outcome.read(request.outcomeFile(0)).orElseThrow().problems())
                    .extracting(Problem::toString)
                    .satisfiesExactly(
                            first -> assertThat(first).contains("model: there is no config.json"),
                            second -> assertThat(second).contains("gone.txt: does not exist"));
            Outcome good = Outcome.read(request.outcomeFile(1)).orElseThrow();
            assertThat(good.problems()).isEmpty();
            assertThat(good.result().isPresent()).isEqualTo(!devices.isEmpty());
        }
    }

    @Test
    void noConfiguration() throws IOException {
        model.without("config.json");

        assertThat(problem()).contains("model: there is no config.json");
    }

    @Test
    void noTokenizer() throws IOException {
        model.without("tokenizer.json");

        assertThat(problem()).contains("tokenizer.json: does not exist");
    }

    @Test
    void noFolder() throws IOException {
        model = ModelFolder.copyTo(folder.resolve("other"));
        Path missing = folder.resolve("other");
        try (var files = Files.list(missing)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(missing);

        assertThat(problem()).contains("other: does not exist");
    }

    @Test
    void pickledWeightsOnly() throws IOException {
        model.without("model.safetensors").with("pytorch_model.bin", new byte[10]);

        assertThat(problem()).contains("only pickled weights").contains("Convert it once");
    }

    @Test
    void noWeightsAtAll() throws IOException {
        model.without("model.safetensors");

        assertThat(problem()).contains("model.safetensors");
    }

    @Test
    void truncatedWeights() throws IOException {
        model.truncated(1_000_000);

        assertThat(problem()).contains("model.safetensors").contains("copy or download it again");
    }

    @Test
    void aHeaderOfGigabytes() throws IOException {
        model.headerLength(5L << 30);

        assertThat(problem()).contains("model.safetensors").contains("header");
    }

    @Test
    void aNegativeHeaderLength() throws IOException {
        model.headerLength(-1);

        assertThat(problem()).contains("model.safetensors").contains("header");
    }

    @Test
    void aHeaderThatIsNoJson() throws IOException {
        model.header(header -> header.replaceFirst("\\{", "["));

        assertThat(problem()).contains("model.safetensors").contains("header");
    }

    @Test
    void overlappingOffsets() throws IOException {
        model.header(header -> header.replaceFirst("\"data_offsets\":\\[1572864,", "\"data_offsets\":[0,"));

        assertThat(problem()).contains("model.safetensors");
    }

    @Test
    void aTypeThatDoesNotFitItsBytes() throws IOException {
        model.header(header -> header.replaceFirst("\"BF16\"", "\"F32\""));

        assertThat(problem()).contains("model.safetensors");
    }

    @Test
    void aMissingTensor() throws IOException {
        model.header(header -> header.replace("model.norm.weight", "model.norn.weight"));

        assertThat(problem()).contains("model.norm.weight").contains("missing");
    }

    @Test
    void aMissingShard() throws IOException {
        model.without("model.safetensors")
                .with(
                        "model.safetensors.index.json",
                        "{\"weight_map\":{\"model.norm.weight\":\"model-00001-of-00002.safetensors\"}}"
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(problem()).contains("model-00001-of-00002.safetensors");
    }

    @Test
    void aConfigurationThatContradictsTheTensors() throws IOException {
        model.config("\"vocab_size\": 4096", "\"vocab_size\": 4000");

        assertThat(problem()).contains("model.embed_tokens.weight").contains("4000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"hidden_size\": 192|\"hidden_size\": 0|\"hidden_size\" is 0, not a positive number",
                "\"num_hidden_layers\": 6|\"num_hidden_layers\": 0|\"num_hidden_layers\" is 0, not a positive number",
                "\"num_hidden_layers\": 6|\"num_hidden_layers\": 2000000000|more than any model has",
                "\"num_attention_heads\": 6|\"num_attention_heads\": 0|\"num_attention_heads\" is 0",
                "\"vocab_size\": 4096|\"vocab_size\": \"4096\"|\"vocab_size\" is \"4096\", not a number",
                "\"max_position_embeddings\": 2048|\"max_position_embeddings\": -5|\"max_position_embeddings\" is -5",
                "\"rms_norm_eps\": 1e-05|\"rms_norm_eps\": -1|\"rms_norm_eps\" is -1, a negative number",
                "\"rope_theta\": 10000.0|\"rope_theta\": 0|\"rope_parameters.rope_theta\" is 0, not a positive number"
            })
    void aNumberThatMakesNoModel(String from, String to, String said) throws IOException {
        model.config(from, to);

        assertThat(problem()).contains("config.json").contains(said);
    }

    @Test
    void aPointerOfGitLfs() throws IOException {
        model.with(
                "model.safetensors",
                "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n".getBytes(StandardCharsets.UTF_8));

        assertThat(problem()).contains("model.safetensors").contains("git lfs pull");
    }

    @Test
    void weightsThatAreAFolder() throws IOException {
        model.without("model.safetensors");
        Files.createDirectory(model.path().resolve("model.safetensors"));

        assertThat(problem()).contains("model.safetensors: is a folder");
    }

    @Test
    void weightsOfAnotherFormat() throws IOException {
        model.without("model.safetensors").with("model-q4_0.gguf", new byte[10]);

        assertThat(problem()).contains("GGUF").contains("unquantized model");
    }

    @Test
    void aParquetFileAsText() throws IOException {
        text = Files.write(folder.resolve("test.parquet"), new byte[] {'P', 'A', 'R', '1', 21, 4});

        assertThat(problem())
                .contains("test.parquet: is a damaged Parquet file (it is not a Parquet file (length is too low: 6))");
    }

    @Test
    void aCompressedText() throws IOException {
        text = Files.write(folder.resolve("text.txt.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});

        assertThat(problem()).contains("text.txt.gz: is a gzip file").contains("gunzip");
    }

    @Test
    void anUnknownArchitecture() throws IOException {
        model.config("\"model_type\": \"llama\"", "\"model_type\": \"rwkv\"");

        assertThat(problem()).contains("rwkv").contains("llama").contains("mistral");
    }

    @Test
    void aWeightThatIsNotANumber() throws IOException {
        model.poison("model.layers.3.mlp.up_proj.weight", 0x7fc0);

        assertThat(problem()).contains("window 0").contains("NaN").contains("layer 3");
    }

    @Test
    void anInfiniteWeight() throws IOException {
        model.poison("model.layers.2.self_attn.q_proj.weight", 0x7f80);

        assertThat(problem()).contains("layer 2");
    }

    @Test
    void anInfiniteWeightThatIsToBeQuantized() throws IOException {
        model.poison("model.layers.2.self_attn.q_proj.weight", 0x7f80);
        quantization = "4bit";

        assertThat(problem()).contains("model.layers.2.self_attn.q_proj.weight");
    }

    @Test
    void aTextThatIsTooShort() throws IOException {
        text = Files.writeString(folder.resolve("empty.txt"), "");

        assertThat(problem()).contains("at least 2");
    }

    @Test
    void aTextThatIsNotUtf8() throws IOException {
        text = Files.write(folder.resolve("latin.txt"), new byte[] {'a', ' ', (byte) 0xe4, ' ', 'b'});

        assertThat(problem()).contains("latin.txt").contains("UTF-8");
    }

    @Test
    void aTextThatIsAFolder() throws IOException {
        text = Files.createDirectories(folder.resolve("texts.d"));

        assertThat(problem()).contains("texts.d").contains("folder");
    }

    @Test
    void aTextThatDoesNotExist() throws IOException {
        text = folder.resolve("nowhere.txt");

        assertThat(problem()).contains("nowhere.txt").contains("does not exist");
    }
}
