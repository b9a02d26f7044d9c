/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.provenance.Products;
import io.github.dsemaven.provenance.Step;
import java.nio.file.Path;
import java.util.List;
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
