/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Problem;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFilesTest {
    private static final String POINT = "4096,1024,1,-1,0";
    private static final String RESULTS = "kv_cache_dse_results_Tiny-MLC.csv";
    private static final String METRICS = "kv_cache_dse_metrics_Tiny-MLC.csv";

    @TempDir
    private Path folder;

    private List<String> resultProblems(String text) throws IOException {
        return words(CsvFiles.results(List.of(Csv.write(folder, RESULTS, text, StandardCharsets.UTF_8))));
    }

    private List<String> metricProblems(String text) throws IOException {
        return words(CsvFiles.metrics(List.of(Csv.write(folder, METRICS, text, StandardCharsets.UTF_8))));
    }

    private static List<String> words(Loaded<?> loaded) {
        assertThat(loaded.tables()).as("a file with problems has no table").isEmpty();
        return loaded.problems().stream().map(Problem::toString).toList();
    }

    private static String results(String... rows) {
        return Csv.RESULTS_HEADER + "\n" + String.join("\n", rows) + "\n";
    }

    private static String metrics(String... rows) {
        return Csv.METRICS_HEADER + "\n" + String.join("\n", rows) + "\n";
    }

    private static String drawn() {
        return String.join(
                "\n",
                Columns.DRAWN_METRICS.stream()
                        .map(name -> Csv.metric(POINT, 3, name, "1.5"))
                        .toList());
    }

    @Test
    void resultsAreReadAsTheyAre() throws IOException {
        InputFile file = Csv.write(
                folder,
                RESULTS,
                results(Csv.result(POINT, 3, "200.5", "100.25"), Csv.result(POINT, 3, "", "7")),
                StandardCharsets.UTF_8);

        Loaded<Table> loaded = CsvFiles.results(List.of(file));

        assertThat(loaded.problems()).isEmpty();
        Table table = loaded.tables().get(0);
        assertThat(table.tag()).isEqualTo("Tiny-MLC");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.configurations())
                .containsExactly(new Configuration("m", "gpu:0", 4096, 1024, 1, -1, 0, 3, 64));
        assertThat(table.samples().get("gpu_mem_kvcache_mb").value(1)).isEqualTo(7);
        assertThat(table.samples().get("gpu_mem_total_mb").value(1))
                .as("an empty cell")
                .isNaN();
        assertThat(table.emptyCells()).containsEntry("gpu_mem_total_mb", 1L).containsEntry("gpu_mem_kvcache_mb", 0L);
    }

    @Test
    void metricsKeepWhatIsDrawnAndCountTheRest() throws IOException {
        InputFile file = Csv.write(
                folder,
                METRICS,
                metrics(
                        drawn(),
                        Csv.metric(POINT, 3, "decode_time_by_batch_size_count{batch_size=1}", "380"),
                        Csv.metric(POINT, 3, "my_own_metric", "-1e-3"),
                        Csv.metric(POINT, 3, Columns.TIME_TO_FIRST_TOKEN, "")),
                StandardCharsets.UTF_8);

        Table table = CsvFiles.metrics(List.of(file)).tables().get(0);

        assertThat(table.samples()).containsOnlyKeys(Columns.DRAWN_METRICS);
        assertThat(table.samples().get(Columns.TIME_TO_FIRST_TOKEN).size()).isEqualTo(1);
        assertThat(table.emptyCells()).containsEntry(Columns.TIME_TO_FIRST_TOKEN, 1L);
        assertThat(table.undrawnMetrics())
                .containsEntry("decode_time_by_batch_size_count{batch_size=1}", 1L)
                .containsEntry("my_own_metric", 1L);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, false", "UTF-8, true", "UTF-16LE, true", "UTF-16BE, true", "UTF-16LE, false", "UTF-16BE, false"
    })
    void encodingsSeparatorsLineEndsAndQuotesMakeNoDifference(String charset, boolean mark) throws IOException {
        List<String> rows = List.of(
                Csv.result("4096,1024,1,-1,0", 3, "1.5", "2.5"), Csv.result("8192,1024,1,2048,32", 3, "3", "4"));
        Table plain = CsvFiles.results(List.of(Csv.write(folder, RESULTS, Csv.RESULTS_HEADER, rows)))
                .tables()
                .get(0);
        for (String separator : List.of(",", ";", "\t")) {
            for (String lineEnd : List.of("\n", "\r\n", "\r")) {
                for (boolean quoted : List.of(false, true)) {
                    var lines = new ArrayList<String>();
                    lines.add(Csv.RESULTS_HEADER);
                    lines.addAll(rows);
                    String text = String.join(lineEnd, lines);
                    text = quoted
                            ? "\"" + text.replace(",", "\",\"").replace(lineEnd, "\"" + lineEnd + "\"") + "\""
                            : text;
                    text = (mark ? "\ufeff" : "") + text.replace(",", separator);

                    Loaded<Table> loaded =
                            CsvFiles.results(List.of(Csv.write(folder, RESULTS, text, Charset.forName(charset))));

                    assertThat(loaded.problems()).isEmpty();
                    Table table = loaded.tables().get(0);
                    assertThat(table.configurations()).isEqualTo(plain.configurations());
                    assertThat(table.samples().get("gpu_mem_kvcache_mb").value(1))
                            .isEqualTo(4);
                }
            }
        }
    }

    @Test
    void unknownColumnsAndAnyColumnOrderAreFine() throws IOException {
        String text =
                "note,metric_value,metric_name,max_tokens,num_runs,attention_sink_size,sliding_window_size,max_batch_size,"
                        + "prefill_chunk_size,context_window_size,device,model\n";
        for (String metric : Columns.DRAWN_METRICS) {
            text += "anything,2.5," + metric + ",64,3,0,-1,1,1024,4096,gpu:0,m\n";
        }

        Loaded<Table> loaded = CsvFiles.metrics(List.of(Csv.write(folder, METRICS, text, StandardCharsets.UTF_8)));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.tables().get(0).configurations())
                .containsExactly(new Configuration("m", "gpu:0", 4096, 1024, 1, -1, 0, 3, 64));
    }

    @Test
    void perplexityRowsHaveASchemeFromTheirColumnOrElseTheirFlags() throws IOException {
        InputFile file = Csv.write(
                folder,
                "wikitext2_ppl_results.csv",
                Csv.PERPLEXITY_HEADER + ",quantization",
                List.of(
                        "x,hf,cpu,512,256,test,0,0,0,5.5,",
                        "x,hf,cpu,512,256,test,1,0,1,6.5,",
                        "x,hf,cpu,512,256,test,True,False,False,7.5,",
                        "x,hf,cpu,512,256,test,0,1,0,,",
                        "x,hf,cpu,512,256,test,1,0,0,8.5,q4f16_1"));

        PerplexityTable table = CsvFiles.perplexity(List.of(file)).tables().get(0);

        assertThat(table.dataset()).isEqualTo("wikitext2");
        assertThat(table.rows().stream().map(PerplexityTable.Row::quantization))
                .containsExactly("fp16", "fake_q3", "4bit", "8bit", "q4f16_1");
        assertThat(table.rows().get(3).perplexity()).isEmpty();
    }

    @Test
    void theOrderOfTablesAndProblemsIsThatOfTheFiles() throws IOException {
        var files = new ArrayList<InputFile>();
        for (int i = 0; i < 12; i++) {
            String value = i % 3 == 0 ? "bad" : "1";
            files.add(Csv.write(
                    folder,
                    "kv_cache_dse_results_T" + i + ".csv",
                    results(Csv.result(POINT, 3, "1", value)),
                    StandardCharsets.UTF_8));
        }

        Loaded<Table> loaded = CsvFiles.results(files);

        assertThat(loaded.tables().stream().map(Table::tag))
                .containsExactly("T1", "T2", "T4", "T5", "T7", "T8", "T10", "T11");
        assertThat(loaded.problems().stream().map(problem -> problem.place().subject()))
                .containsExactlyElementsOf(IntStream.of(0, 3, 6, 9)
                        .mapToObj(i -> "dse/kv_cache_dse_results_T" + i + ".csv")
                        .toList());
    }

    @Test
    void aMissingFileAnEmptyOneAndAFolderAreTold() throws IOException {
        var missing = new InputFile(folder.resolve("no.csv"), "dse/no.csv");
        var directory = new InputFile(Files.createDirectory(folder.resolve("d.csv")), "dse/d.csv");
        InputFile empty = Csv.write(folder, "empty.csv", "", StandardCharsets.UTF_8);
        InputFile blank = Csv.write(folder, "blank.csv", "\ufeff \r\n\n", StandardCharsets.UTF_8);

        List<String> problems = words(CsvFiles.results(List.of(missing, directory, empty, blank)));

        assertThat(problems).hasSize(4);
        assertThat(problems.get(0)).startsWith("dse/no.csv: does not exist");
        assertThat(problems.get(1)).startsWith("dse/d.csv: is a folder");
        assertThat(problems.get(2)).startsWith("dse/empty.csv: is empty");
        assertThat(problems.get(3)).startsWith("dse/blank.csv: is empty");
    }

    @Test
    void aFileWithoutAHeaderOrWithoutRowsIsTold() throws IOException {
        assertThat(resultProblems(Csv.result(POINT, 3, "1", "2") + "\n"))
                .singleElement()
                .asString()
                .startsWith("dse/" + RESULTS + ":1: has no header line");
        assertThat(resultProblems(Csv.RESULTS_HEADER + "\n"))
                .containsExactly("dse/" + RESULTS + ": has a header but no rows");
        assertThat(resultProblems("colour,nothing\nknown,here\n"))
                .singleElement()
                .asString()
                .startsWith("dse/" + RESULTS + ":1: has none of the columns of a results file");
    }

    @Test
    void aRenamedColumnIsToldWithTheNearestName() throws IOException {
        assertThat(resultProblems(
                        results(Csv.result(POINT, 3, "1", "2")).replace("gpu_mem_kvcache_mb", "gpu_mem_kv_cache_mb")))
                .containsExactly("dse/" + RESULTS + ":1, column gpu_mem_kvcache_mb: the header lacks this column."
                        + " Rename \"gpu_mem_kv_cache_mb\" to \"gpu_mem_kvcache_mb\"");
        assertThat(resultProblems(results(Csv.result(POINT, 3, "1", "2")).replace("max_tokens,", "")))
                .anyMatch(problem -> problem.contains("column max_tokens: the header lacks this column"));
    }

    @Test
    void aDoubledColumnIsTold() throws IOException {
        assertThat(metricProblems(metrics(drawn()).replace("max_tokens", "num_runs")))
                .anyMatch(problem -> problem.contains(":1, column num_runs: the header has this column 2 times"))
                .anyMatch(problem -> problem.contains("column max_tokens: the header lacks"));
    }

    @Test
    void aFileOfAnotherFamilyIsRecognised() throws IOException {
        assertThat(resultProblems(metrics(drawn())))
                .containsExactly("dse/" + RESULTS + ":1: is a metrics file, not a results file."
                        + " Give a results file, or draw this one with plot-throughput");
        assertThat(metricProblems(results(Csv.result(POINT, 3, "1", "2"))))
                .singleElement()
                .asString()
                .contains("is a results file, not a metrics file");
        assertThat(metricProblems(Csv.PERPLEXITY_HEADER + "\nx,hf,cpu,1,1,test,0,0,0,5\n"))
                .singleElement()
                .asString()
                .contains("is a perplexity file, not a metrics file");
        assertThat(words(CsvFiles.perplexity(
                        List.of(Csv.write(folder, "a_ppl_results.csv", metrics(drawn()), StandardCharsets.UTF_8)))))
                .singleElement()
                .asString()
                .contains("is a metrics file, not a perplexity file");
    }

    @Test
    void aRaggedRowIsToldEvenWhereNothingOfItIsDrawn() throws IOException {
        assertThat(metricProblems(metrics(
                        drawn(),
                        Csv.metric(POINT, 3, "prompt_tokens_sum", "1"),
                        Csv.metric(POINT, 3, "prompt_tokens_sum", "1") + ",2",
                        "m,gpu:0,4096")))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith("dse/" + METRICS + ":7: has 12 cells where the header has 11"),
                        problem -> assertThat(problem)
                                .startsWith("dse/" + METRICS + ":8: has 3 cells where the header has 11"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "NaN", "-nan", "inf", "-Infinity", "1e999", "-3", "1,5", "0x10", "12 MB"})
    void aValueThatIsNoFiniteNumberIsTold(String value) throws IOException {
        String cell = value.contains(",") ? "\"" + value + "\"" : value;
        assertThat(resultProblems(results(Csv.result(POINT, 3, "1", "2"), Csv.result(POINT, 3, "1", cell))))
                .singleElement()
                .asString()
                .startsWith("dse/" + RESULTS + ":3, column gpu_mem_kvcache_mb: ")
                .contains(value);
        for (String metric : List.of(Columns.DECODE_THROUGHPUT, "prompt_tokens_sum")) {
            assertThat(metricProblems(metrics(drawn(), Csv.metric(POINT, 3, metric, cell))))
                    .singleElement()
                    .asString()
                    .startsWith("dse/" + METRICS + ":6, column metric_value: ")
                    .contains(value);
        }
    }

    @Test
    void aDecimalCommaIsExplained() throws IOException {
        assertThat(resultProblems(results(Csv.result(POINT, 3, "1", "2,5"))
                        .replace("\"", "")
                        .replace(",2,5,", ",\"2,5\",")))
                .singleElement()
                .asString()
                .endsWith("Write decimals with a point, not a comma");
    }

    @ParameterizedTest
    @CsvSource({
        "'4096.5,1024,1,-1,0', context_window_size",
        "'4096,-1,1,-1,0', prefill_chunk_size",
        "'4096,1024,one,-1,0', max_batch_size",
        "'4096,1024,1,-2,0', sliding_window_size",
        "'4096,1024,1,-1,', attention_sink_size"
    })
    void aWrongKeyCellIsTold(String point, String column) throws IOException {
        assertThat(resultProblems(results(Csv.result(point, 3, "1", "2"))))
                .singleElement()
                .asString()
                .startsWith("dse/" + RESULTS + ":2, column " + column + ": ");
    }

    @Test
    void aWholeNumberMayBeWrittenWithAPoint() throws IOException {
        InputFile file = Csv.write(
                folder, RESULTS, results(Csv.result("4096.0,1024,1,-1.0,0", 3, "1", "2")), StandardCharsets.UTF_8);

        assertThat(CsvFiles.results(List.of(file))
                        .tables()
                        .get(0)
                        .configurations()
                        .get(0)
                        .contextWindow())
                .isEqualTo(4096);
    }

    @Test
    void aMisspeltMetricIsToldWithTheNearestName() throws IOException {
        assertThat(metricProblems(metrics(drawn().replace("prefill_tokens_per_s", "prefil_tokens_per_s"))))
                .containsExactly(
                        "dse/" + METRICS + ":2, column metric_name: unknown metric \"prefil_tokens_per_s\" (1 row)."
                                + " Did you mean \"prefill_tokens_per_s\" instead of \"prefil_tokens_per_s\"?");
        assertThat(metricProblems(metrics(drawn(), Csv.metric(POINT, 3, "decode_token_per_s", "1"))))
                .as("a slip in some rows only")
                .singleElement()
                .asString()
                .startsWith(
                        "dse/" + METRICS + ":6, column metric_name: unknown metric \"decode_token_per_s\" (1 row).");
        assertThat(metricProblems(metrics(drawn().replace("last_finished_request_ttft_s", "finished_request_ttft_s"))))
                .as("far off, but the only candidate")
                .singleElement()
                .asString()
                .contains("Did you mean \"last_finished_request_ttft_s\"");
    }

    @Test
    void aMetricOfOnesOwnIsNoMisspelling() throws IOException {
        InputFile file = Csv.write(
                folder,
                METRICS,
                metrics(drawn(), Csv.metric(POINT, 3, "decode_tokens_per_s_p99", "1")),
                StandardCharsets.UTF_8);

        assertThat(CsvFiles.metrics(List.of(file)).problems()).isEmpty();
    }

    @Test
    void aMetricsFileWithoutAnyDrawnMetricIsTold() throws IOException {
        assertThat(metricProblems(metrics(Csv.metric(POINT, 3, "loss", "1"))))
                .singleElement()
                .asString()
                .contains("has none of the metrics that are drawn")
                .endsWith("the file has loss");
    }

    @Test
    void bytesThatAreNotUtf8AreTold() throws IOException {
        String text = results(Csv.result(POINT, 3, "1", "2")).replace("m,gpu:0", "modèle,gpu:0");
        InputFile file = Csv.write(folder, RESULTS, text, StandardCharsets.ISO_8859_1);

        assertThat(words(CsvFiles.results(List.of(file))))
                .containsExactly(
                        "dse/" + RESULTS + ":2, column model: holds bytes that are not UTF-8. Save the file as UTF-8");
    }

    @Test
    void anOpenQuoteIsTold() throws IOException {
        assertThat(resultProblems(results(Csv.result(POINT, 3, "1", "2"), "\"m" + Csv.result(POINT, 3, "1", "2"))))
                .singleElement()
                .asString()
                .startsWith("dse/" + RESULTS + ":3: has a quote that is not closed");
    }

    @Test
    void aWrongFlagIsTold() throws IOException {
        InputFile file = Csv.write(
                folder, "w_ppl_results.csv", Csv.PERPLEXITY_HEADER, List.of("x,hf,cpu,512,256,test,yes,,0,5.5"));

        assertThat(words(CsvFiles.perplexity(List.of(file))))
                .satisfiesExactly(
                        problem -> assertThat(problem).contains(":2, column load_in_4bit: \"yes\" is not a flag"),
                        problem -> assertThat(problem).contains(":2, column load_in_8bit: is empty"));
    }

    @Test
    void manyProblemsOfAFileAreCountedAfterTheFirstTwenty() throws IOException {
        String[] rows = IntStream.range(0, 33)
                .mapToObj(i -> Csv.result(POINT, 3, "1", "bad"))
                .toArray(String[]::new);

        List<String> problems = resultProblems(results(rows));

        assertThat(problems).hasSize(21).last().isEqualTo("dse/" + RESULTS + ": and 13 more problems");
    }
}
