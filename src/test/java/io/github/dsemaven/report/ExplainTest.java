/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.plot.Claims;
import io.github.dsemaven.plot.Elsewhere;
import io.github.dsemaven.plot.PlotGoal;
import io.github.dsemaven.plot.PlotRequest;
import io.github.dsemaven.plot.PlotService;
import io.github.dsemaven.plot.Preparation;
import io.github.dsemaven.provenance.Execution;
import io.github.dsemaven.provenance.Folders;
import io.github.dsemaven.provenance.Products;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.Step;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
    private static final String HEADER = "model,device,context_window_size,prefill_chunk_size,max_batch_size,"
            + "sliding_window_size,attention_sink_size,num_runs,max_tokens,gpu_mem_total_mb\r\n";

    @TempDir
    Path folder;

    private SmallExploration drawn(String rows) {
        SmallExploration toy = new SmallExploration(folder);
        Path csv = SmallExploration.write(folder.resolve("dse/kv_cache_dse_results_toy.csv"), HEADER + rows);
        String name = SmallExploration.MEMORY;
        Path json = SmallExploration.write(
                toy.output.resolve("figures/data/" + name + ".json"), SmallExploration.line(110));
        Step step = toy.provenance()
                .step("plot-memory", "nightly")
                .inputs(List.of(csv))
                .parameter("repeats", "first")
                .begin();
        step.decide();
        step.record(new Products(List.of(new Products.ProducedFile(json, List.of())), List.of(), List.of()));
        return toy;
    }

    @Test
    void namesTheRowsOfEachPoint() {
        SmallExploration toy = drawn("""
                m,d,4096,1024,1,-1,0,1,1,100
                m,d,4096,1024,1,-1,0,1,1,999
                m,d,4096,2048,1,-1,0,1,1,120.0
                m,d,8192,1024,1,-1,0,1,1,200.25
                m,d,4096,1024,1,2048,0,1,1,121
                """);

        List<String> words = new Explain(toy.provenance()).words(SmallExploration.MEMORY);

        assertThat(words)
                .contains("  -1 | 4096: 110 (n = 2) kv_cache_dse_results_toy.csv:2,4")
                .contains("  -1 | 8192: 200.25 (n = 1) kv_cache_dse_results_toy.csv:5")
                .contains("  2048 | 4096: 120 (n = 3) is not the mean of rows found in the files as they are now"
                        + " kv_cache_dse_results_toy.csv:6")
                .contains("again by: mvn dse:plot-memory@nightly");
        assertThat(words).anyMatch(line -> line.matches("from dse/kv_cache_dse_results_toy.csv, SHA-256 [0-9a-f]{64}"));
    }

    /** Draws with the plot goal itself, so that levels and numbers are what it writes. */
    private List<String> explained(byte[] csv, String runs, String figure) throws IOException {
        return explained(PlotGoal.MEMORY, "kv_cache_dse_results_toy.csv", csv, runs, figure);
    }

    private List<String> explained(PlotGoal goal, String name, byte[] csv, String runs, String figure)
            throws IOException {
        Path file = folder.resolve("dse").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, csv);
        Folders folders = Folders.of(folder, folder.resolve("target"), Optional.empty());
        new PlotService(Log.silent(), new Preparation(), new Elsewhere())
                .run(new PlotRequest(
                        goal,
                        Execution.ofPom("default"),
                        folder,
                        List.of(),
                        List.of(file.getParent()),
                        folder.resolve("target/dse/figures"),
                        folders,
                        new PlotRequest.Look(List.of("svg"), 100, "light", "", "", 16, true),
                        new PlotRequest.Data("", Map.of(), "first", runs, "range"),
                        false,
                        new Claims()));
        return new Explain(new Provenance(folders)).words(figure);
    }

    private static final String ROWS = """
            model,device,context_window_size,prefill_chunk_size,max_batch_size,sliding_window_size,attention_sink_size,\
            num_runs,max_tokens,gpu_mem_total_mb,gpu_mem_kvcache_mb
            m,d,4096,1024,1,-1,0,1,1,100,10
            m,d,4096,1024,1,-1,0,3,1,110,12
            m,d,8192,1024,1,-1,0,1,1,200,20
            """;

    @Test
    void encodingsAndSeparatorsThatCanBeDrawnCanBeExplained() throws IOException {
        String expected = " | 4096: 105 (n = 2) kv_cache_dse_results_toy.csv:2,3";
        Charset wide = StandardCharsets.UTF_16LE;
        byte[] marked = ("\ufeff" + ROWS.replace(',', '\t')).getBytes(wide);

        assertThat(explained(marked, "all", SmallExploration.MEMORY)).anyMatch(line -> line.endsWith(expected));
        assertThat(explained(ROWS.replace(',', ';').getBytes(wide), "all", SmallExploration.MEMORY))
                .anyMatch(line -> line.endsWith(expected));
        assertThat(explained(ROWS.replace(",", "\t").getBytes(StandardCharsets.UTF_8), "all", SmallExploration.MEMORY))
                .anyMatch(line -> line.endsWith(expected));
    }

    @Test
    void linesThatAreToldApartByTheirRunsAreExplained() throws IOException {
        List<String> words = explained(ROWS.getBytes(StandardCharsets.UTF_8), "separate", SmallExploration.MEMORY);

        assertThat(words)
                .anyMatch(line -> line.contains("num_runs=1 | 0 | 4096: 100 (n = 1) kv_cache_dse_results_toy.csv:2"))
                .anyMatch(line -> line.contains("num_runs=3 | 0 | 4096: 110 (n = 1) kv_cache_dse_results_toy.csv:3"))
                .noneMatch(line -> line.contains("is not the mean"));
    }

    @Test
    void barsOfDifferentConditionsAreExplainedByTheirOwnRows() throws IOException {
        String csv = """
                hf_model,device,max_length,stride,split,load_in_4bit,load_in_8bit,fake_q3bit,ppl
                m,cuda,2048,512,test,0,0,0,6.5
                m,cuda,2048,512,test,0,0,0,6.7
                m,cuda,4096,512,test,0,0,0,4.4
                m,cuda,2048,512,test,1,0,0,7.4
                """;

        List<String> words = explained(
                PlotGoal.PERPLEXITY,
                "toytext_ppl_results.csv",
                csv.getBytes(StandardCharsets.UTF_8),
                "all",
                SmallExploration.BARS);

        assertThat(words)
                .contains("  m | fp16 (window 2048): 6.6 (n = 2) toytext_ppl_results.csv:2,3")
                .contains("  m | fp16 (window 4096): 4.4 (n = 1) toytext_ppl_results.csv:4")
                .contains("  m | 4bit: 7.4 (n = 1) toytext_ppl_results.csv:5");
    }

    @Test
    void aChangedInputIsSaid() {
        SmallExploration toy = drawn("m,d,4096,1024,1,-1,0,1,1,100\n");
        SmallExploration.write(folder.resolve("dse/kv_cache_dse_results_toy.csv"), HEADER);

        assertThat(new Explain(toy.provenance()).words(SmallExploration.MEMORY))
                .anyMatch(line -> line.endsWith("(changed since)"));
    }

    @Test
    void anUnknownFigureIsToldTheNearest() {
        SmallExploration toy = drawn("");
        assertThatThrownBy(() -> new Explain(toy.provenance()).words("toy_mem_total_vs_contex"))
                .hasMessageContaining("Did you mean \"toy_mem_total_vs_context\"?");
        assertThatThrownBy(() -> new Explain(new SmallExploration(folder.resolve("none")).provenance()).words("a"))
                .hasMessageContaining("Run a goal that draws");
    }
}
