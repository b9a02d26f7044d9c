/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.quantization.ModelSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    private static final int TOKENS = 4000;

    @TempDir
    Path folder;

    @Test
    void theTableHasTheSourcesColumnsAndTheScheme() throws IOException {
        List<EvaluationResult> results = List.of(
                result(Map.of("mlcModel", "HF://mlc-ai/T-q0f16-MLC"), 0),
                result(Map.of("quantization", "4bit"), 0.1f),
                result(Map.of("quantization", "8bit"), 0.01f),
                result(Map.of("quantization", "fake_q3"), 0.5f),
                result(Map.of("quantization", "q4f16_1", "hfModel", "models/a, b"), 0.2f));

        ResultFiles.write(folder, results);

        assertThat(Files.readString(folder.resolve("wikitext2_ppl_results.csv")))
                .isEqualTo("mlc_model,hf_model,device,max_length,stride,split,load_in_4bit,load_in_8bit,fake_q3bit,ppl,"
                        + "quantization,protocol\n"
                        + "HF://mlc-ai/T-q0f16-MLC,m,cpu,512,256,test,0,0,0," + ppl(results.get(0)) + ",fp16,source\n"
                        + ",m,cpu,512,256,test,1,0,0," + ppl(results.get(1)) + ",4bit,source\n"
                        + ",m,cpu,512,256,test,0,1,0," + ppl(results.get(2)) + ",8bit,source\n"
                        + ",m,cpu,512,256,test,0,0,1," + ppl(results.get(3)) + ",fake_q3,source\n"
                        + ",\"models/a, b\",cpu,512,256,test,0,0,0," + ppl(results.get(4)) + ",q4f16_1,source\n");
    }

    @Test
    void aTextThatIsNotTheDataSetsIsCalledByItsFile() throws IOException {
        EvaluationResult result = result(Map.of("dataset", "wikitext2", "datasetFile", "data/own.raw"), 0);

        assertThat(result.ofAnotherText()).isTrue();
        assertThat(result.otherText())
                .isEqualTo(
                        "data/own.raw is not the test split of wikitext2 (3000 words, SHA-256 00...): its results are"
                                + " called own");
        ResultFiles.write(folder, List.of(result.calledByItsFile()));
        assertThat(folder.resolve("own_ppl_results.csv")).isNotEmptyFile();
        assertThat(folder.resolve("wikitext2_ppl_results.csv")).doesNotExist();
        assertThat(result(Map.of("dataset", "own.txt"), 0).ofAnotherText()).isFalse();
    }

    @Test
    void detailsHoldEveryFigureOfAnEvaluation() throws IOException {
        EvaluationResult result = result(Map.of(), 0);
        ResultFiles.write(folder, List.of(result));

        JsonObject details = json("wikitext2_ppl_details.json");
        JsonObject evaluation = details.getAsJsonArray("evaluations").get(0).getAsJsonObject();
        Scores scores = result.scores();
        assertThat(details.get("partial").getAsBoolean()).isFalse();
        assertThat(details.get("note").getAsString()).contains("are the same text");
        assertThat(evaluation.get("ppl").getAsDouble()).isEqualTo(result.perplexity());
        assertThat(evaluation.get("exact_ppl").getAsDouble()).isEqualTo(scores.exactPerplexity());
        assertThat(evaluation.get("scored_tokens").getAsInt()).isEqualTo(TOKENS - 1);
        assertThat(evaluation.getAsJsonObject("nll").get("sum").getAsDouble()).isEqualTo(scores.sum());
        assertThat(evaluation.get("word_ppl").getAsDouble()).isCloseTo(Math.exp(scores.sum() / 3000), within(1e-9));
        assertThat(evaluation.get("byte_ppl").getAsDouble()).isCloseTo(Math.exp(scores.sum() / 16000), within(1e-9));
        assertThat(evaluation.get("bits_per_byte").getAsDouble())
                .isCloseTo(scores.sum() / 16000 / Math.log(2), within(1e-9));
        assertThat(evaluation.get("bits_per_weight").getAsDouble()).isEqualTo(4.5);
        assertThat(evaluation.get("paired_difference").isJsonNull()).isTrue();
        assertThat(evaluation.get("limit").isJsonNull()).isTrue();
        assertThat(evaluation.getAsJsonArray("windows")).hasSize(16);
        assertThat(evaluation.getAsJsonArray("nll_by_position")).hasSize(16);
        assertThat(evaluation.getAsJsonObject("versions").get("onnxruntime").getAsString())
                .isEqualTo("1.29.0");
    }

    @Test
    void lowMemoryIsToldSinceItChangesTheArithmetic() throws IOException {
        ResultFiles.write(
                folder,
                List.of(
                        result(Map.of("quantization", "4bit"), 0),
                        result(Map.of("quantization", "4bit", "lowMemory", "true"), 0)));

        for (String file : List.of("wikitext2_ppl_details.json", "wikitext2_ppl_timings.json")) {
            assertThat(json(file).getAsJsonArray("evaluations"))
                    .extracting(evaluation ->
                            evaluation.getAsJsonObject().get("low_memory").getAsBoolean())
                    .containsExactly(false, true);
        }
    }

    @Test
    void aQuantizedEvaluationIsComparedTokenByTokenWithTheUnquantizedOne() throws IOException {
        // Given every token 0.25 nats worse, although tokens themselves vary by several nats
        ResultFiles.write(folder, List.of(result(Map.of("quantization", "q4f16_1"), 0.25f), result(Map.of(), 0)));

        JsonObject difference = json("wikitext2_ppl_details.json")
                .getAsJsonArray("evaluations")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("paired_difference");

        assertThat(difference.get("to_quantization").getAsString()).isEqualTo("fp16");
        assertThat(difference.get("nll_mean").getAsDouble()).isCloseTo(0.25, within(1e-6));
        assertThat(difference.get("nll_standard_error").getAsDouble()).isLessThan(1e-6);
        assertThat(difference.getAsJsonArray("nll_interval_95").get(0).getAsDouble())
                .isCloseTo(0.25, within(1e-5));
        assertThat(difference.get("exact_ppl_ratio").getAsDouble()).isCloseTo(Math.exp(0.25), within(1e-5));
    }

    @Test
    void evaluationsOfOtherWindowsAreNotCompared() throws IOException {
        ResultFiles.write(
                folder, List.of(result(Map.of("quantization", "4bit"), 0.1f), result(Map.of("protocol", "hf"), 0)));

        assertThat(json("wikitext2_ppl_details.json")
                        .getAsJsonArray("evaluations")
                        .get(0)
                        .getAsJsonObject()
                        .get("paired_difference")
                        .isJsonNull())
                .isTrue();
    }

    @Test
    void aLimitIsMarkedAsPartialInEveryFile() throws IOException {
        ResultFiles.write(folder, List.of(result(Map.of("limit", "3"), 0)));

        assertThat(Files.readString(folder.resolve("wikitext2_ppl_results.csv")))
                .contains(",test (first 3 windows),");
        JsonObject details = json("wikitext2_ppl_details.json");
        assertThat(details.get("partial").getAsBoolean()).isTrue();
        JsonObject evaluation = details.getAsJsonArray("evaluations").get(0).getAsJsonObject();
        assertThat(evaluation.get("partial").getAsBoolean()).isTrue();
        assertThat(evaluation.get("limit").getAsInt()).isEqualTo(3);
        assertThat(json("wikitext2_ppl_timings.json")
                        .getAsJsonArray("evaluations")
                        .get(0)
                        .getAsJsonObject()
                        .get("partial")
                        .getAsBoolean())
                .isTrue();
    }

    @Test
    void timesAreNowhereButInTheirOwnFile() throws IOException {
        EvaluationResult fast = result(Map.of(), 0);
        EvaluationResult slow = new EvaluationResult(
                fast.evaluation(),
                fast.device(),
                fast.dtype(),
                fast.text(),
                fast.model(),
                fast.scores(),
                new Timing(100, 1000, true));
        ResultFiles.write(folder, List.of(fast));
        String details = Files.readString(folder.resolve("wikitext2_ppl_details.json"));
        String table = Files.readString(folder.resolve("wikitext2_ppl_results.csv"));

        ResultFiles.write(folder, List.of(slow));

        assertThat(Files.readString(folder.resolve("wikitext2_ppl_details.json")))
                .isEqualTo(details);
        assertThat(Files.readString(folder.resolve("wikitext2_ppl_results.csv")))
                .isEqualTo(table);
        JsonObject timing = json("wikitext2_ppl_timings.json")
                .getAsJsonArray("evaluations")
                .get(0)
                .getAsJsonObject();
        assertThat(timing.get("input_tokens_per_s").getAsDouble()).isEqualTo(10);
        assertThat(timing.get("reused").getAsBoolean()).isTrue();
    }

    @Test
    void eachDataSetHasFilesOfItsOwn() {
        List<Path> written =
                ResultFiles.write(folder, List.of(result(Map.of(), 0), result(Map.of("dataset", "t/own.txt"), 0)));

        assertThat(written)
                .extracting(path -> path.getFileName().toString())
                .containsExactly(
                        "wikitext2_ppl_results.csv",
                        "wikitext2_ppl_details.json",
                        "wikitext2_ppl_timings.json",
                        "own_ppl_results.csv",
                        "own_ppl_details.json",
                        "own_ppl_timings.json");
    }

    @Test
    void oneIsAddedBesideTheOthersOrInPlaceOfThatOfItsKey() throws IOException {
        ResultFiles.write(folder, List.of(result(Map.of(), 0), result(Map.of("quantization", "4bit"), 0.1f)));
        Files.writeString(
                folder.resolve("wikitext2_ppl_results.csv"),
                "HF://m,\"by, hand\",vulkan,2048,512,test,1,0,0,7.5,4bit\n",
                java.nio.file.StandardOpenOption.APPEND);

        add(result(Map.of("quantization", "8bit"), 0.2f), one -> true);
        add(result(Map.of(), 0.3f), one -> true);

        assertThat(rows()).containsExactly("m,fp16", "m,4bit", "\"by,4bit", "m,8bit");
        assertThat(json("wikitext2_ppl_details.json").getAsJsonArray("evaluations"))
                .extracting(one -> one.getAsJsonObject().get("quantization").getAsString())
                .containsExactly("fp16", "4bit", "8bit");
        assertThat(json("wikitext2_ppl_timings.json").getAsJsonArray("evaluations"))
                .hasSize(3);
        String before = Files.readString(folder.resolve("wikitext2_ppl_details.json"));
        add(result(Map.of(), 0.3f), one -> true);
        assertThat(folder.resolve("wikitext2_ppl_details.json")).hasContent(before);

        add(result(Map.of("maxLength", "256"), 0), one -> false);
        assertThat(rows()).containsExactly("\"by,4bit", "m,fp16");
    }

    @Test
    void columnsOfAnotherProgramStayAndAKeyIsKnownBeforeItRuns() throws IOException {
        Files.writeString(
                folder.resolve("wikitext2_ppl_results.csv"),
                "mlc_model,hf_model,ppl,note\nHF://m,m,7.5,\"a \"\"b\"\"\"\n");
        EvaluationResult result = result(Map.of(), 0);
        add(result, one -> true);

        assertThat(Files.readAllLines(folder.resolve("wikitext2_ppl_results.csv")))
                .hasSize(3)
                .first()
                .asString()
                .endsWith(",note");
        assertThat(Files.readAllLines(folder.resolve("wikitext2_ppl_results.csv"))
                        .get(1))
                .startsWith("HF://m,m,")
                .endsWith(",\"a \"\"b\"\"\"");
        assertThat(EarlierResults.read(folder, "wikitext2").evaluations())
                .extracting(EarlierEvaluation::key)
                .containsExactly(EarlierEvaluation.key(result.evaluation(), "cpu"));
    }

    @Test
    void anEarlierEvaluationIsCurrentWhileModelAndTextAreWhatTheyWere() throws IOException {
        Path model = Files.createDirectories(folder.resolve("m"));
        Path text = Files.writeString(folder.resolve("own.txt"), "A text.");
        Files.writeString(model.resolve("config.json"), "{}");
        EvaluationResult made = result(Map.of("dataset", "own.txt"), 0);
        var facts = new TextFacts("a text", Sha256.of("A text."), 7, 2, TOKENS, 1);
        var digests = new ModelFacts(made.model().size(), Map.of(), Map.of("config.json", Sha256.of("{}")));
        ResultFiles.write(
                folder,
                List.of(new EvaluationResult(
                        made.evaluation(), "cpu", DType.F32, facts, digests, made.scores(), made.timing())));
        EarlierEvaluation one = EarlierResults.read(folder, "own").evaluations().get(0);

        assertThat(one.current(
                        folder, folder::resolve, (choice, split) -> choice.sources(folder), ResultFilesTest::sha256))
                .isTrue();
        Files.writeString(text, "Another text.");
        assertThat(one.current(
                        folder, folder::resolve, (choice, split) -> choice.sources(folder), ResultFilesTest::sha256))
                .isFalse();
        Files.writeString(text, "A text.");
        Files.writeString(model.resolve("generation_config.json"), "{}");
        assertThat(one.current(
                        folder, folder::resolve, (choice, split) -> choice.sources(folder), ResultFilesTest::sha256))
                .isFalse();
        Files.delete(model.resolve("generation_config.json"));
        Files.writeString(model.resolve("config.json"), "{ }");
        assertThat(one.current(
                        folder, folder::resolve, (choice, split) -> choice.sources(folder), ResultFilesTest::sha256))
                .isFalse();
    }

    private static Optional<String> sha256(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Sha256.of(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void add(EvaluationResult result, Predicate<EarlierEvaluation> kept) {
        ResultFiles.add(
                folder,
                List.of(result),
                dataset -> EarlierResults.read(folder, dataset).where(kept));
    }

    /** Model and scheme of each row. */
    private List<String> rows() throws IOException {
        return Files.readAllLines(folder.resolve("wikitext2_ppl_results.csv")).stream()
                .skip(1)
                .map(line -> line.split(",")[1] + "," + line.replaceAll(".*,(fp16|4bit|8bit)(,.*)?$", "$1"))
                .toList();
    }

    private JsonObject json(String name) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve(name))).getAsJsonObject();
    }

    private static String ppl(EvaluationResult result) {
        return PythonNumber.repr(result.perplexity());
    }

    private static EvaluationResult result(Map<String, String> settings, float worse) {
        Map<String, String> values = new java.util.HashMap<>(Map.of("maxLength", "512", "stride", "256"));
        values.put("hfModel", "m");
        values.putAll(settings);
        Evaluation evaluation = Evaluation.all(List.of(new EvaluationSettings("<evaluation>[1]", values)))
                .get(0);
        List<WindowScore> scores = new ArrayList<>();
        for (Window window : evaluation.windows(TOKENS)) {
            float[] nll = new float[window.scored()];
            for (int i = 0; i < nll.length; i++) {
                nll[i] = (window.firstScored() + i) * 7919 % 1000 / 100f + worse;
            }
            scores.add(new WindowScore(window, nll));
        }
        return new EvaluationResult(
                evaluation,
                "cpu",
                DType.F32,
                new TextFacts("a text", "00", 16_000, 3_000, TOKENS, 1),
                new ModelFacts(
                        new ModelSize(100, 50, 450, 200, 2),
                        Map.of("onnxruntime", "1.29.0"),
                        Map.of("config.json", "11")),
                new Scores(scores),
                new Timing(1, 1000, false));
    }
}
