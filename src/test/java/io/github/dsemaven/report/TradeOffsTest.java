/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.chart.Format;
import io.github.dsemaven.chart.Theme;
import io.github.dsemaven.figure.Wording;
import io.github.dsemaven.provenance.Decision;
import io.github.dsemaven.provenance.Execution;
import io.github.dsemaven.provenance.Folders;
import io.github.dsemaven.provenance.Products;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradeOffsTest {
    private static final String KEY = "model,device,context_window_size,prefill_chunk_size,max_batch_size,"
            + "sliding_window_size,attention_sink_size,num_runs,max_tokens";

    @TempDir
    Path folder;

    private Provenance provenance() {
        return new Provenance(Folders.of(folder, folder.resolve("target"), Optional.empty()));
    }

    private void sweep(String tag, double memory, double speed) {
        String results = KEY + ",run_id,time_s,approx_chars,gpu_mem_total_mb,gpu_mem_params_mb,gpu_mem_kvcache_mb,"
                + "gpu_mem_temp_mb\n";
        String metrics = KEY + ",metric_name,metric_value\n";
        for (int context : new int[] {4096, 8192}) {
            String key = "HF://x/" + tag + ",d," + context + ",1024,1,-1,0,3,128";
            results += key + ",1,1,1," + (memory + context / 64) + ",1,2,3\n";
            metrics += key + ",decode_tokens_per_s," + speed + "\n" + key + ",prefill_tokens_per_s," + speed * 2 + "\n";
        }
        SmallExploration.write(folder.resolve("dse/kv_cache_dse_results_" + tag + ".csv"), results);
        SmallExploration.write(folder.resolve("dse/kv_cache_dse_metrics_" + tag + ".csv"), metrics);
    }

    @Test
    void joinsMemorySpeedAndPerplexityByModel() throws IOException {
        sweep("Toy-q0f16-MLC", 4096, 50);
        sweep("Toy-q4f16_1-MLC", 1024, 90);
        SmallExploration.write(folder.resolve("dse/toytext_ppl_results.csv"), """
                mlc_model,hf_model,device,max_length,stride,split,load_in_4bit,load_in_8bit,fake_q3bit,ppl
                HF://x/Toy-q0f16-MLC,x/Toy,cpu,1,1,test,0,0,0,5.5
                HF://x/Toy-q4f16_1-MLC,x/Toy,cpu,1,1,test,1,0,0,6.25
                HF://x/Other-q4f16_1-MLC,x/Other,cpu,1,1,test,1,0,0,7
                """);
        read();

        TradeOffs.Outcome outcome = new TradeOffs(provenance()).draw(request());

        assertThat(outcome.figures()).isEqualTo(5);
        Path data = folder.resolve("target/dse/figures/data");
        assertThat(Files.readString(data.resolve("tradeoff_toytext_ppl_vs_memory.csv")))
                .isEqualTo("""
                        quantization,design_point,gpu_mem_total_mb,ppl,pareto
                        Toy-q0f16,Toy-q0f16 (fp16 on toytext),4160,5.5,true
                        Toy-q4f16_1,Toy-q4f16_1 (4bit on toytext),1088,6.25,true
                        """.replace("Toy-q", "q"));
        assertThat(Files.readString(data.resolve("tradeoff_decode_vs_memory.csv")))
                .contains("\"q4f16_1, context 4K, prefill 1K, batch 1\",1088,90,true")
                .contains("\"q0f16, context 4K, prefill 1K, batch 1\",4160,50,false");
        assertThat(Files.readString(folder.resolve("target/dse/figures/tradeoff_decode_vs_memory.svg")))
                .contains("Pareto front", "q4f16_1, context 4K, prefill 1K, batch 1: 1.062 GiB, 90 tokens/s");
        assertThat(Files.readString(data.resolve("memory_breakdown.csv"))).startsWith("""
                        model_tag,part,context_window_size,gpu_mem_mb
                        Toy-q0f16-MLC,parameters,4096,1
                        Toy-q0f16-MLC,parameters,8192,1
                        Toy-q0f16-MLC,KV cache,4096,2
                        """);
        assertThat(Files.readString(folder.resolve("target/dse/figures/memory_breakdown.svg")))
                .contains("q0f16, context 4K: KV cache 0.001953 GiB");
        ReportContent content = new ReportFolder(folder.resolve("target/dse")).read("", "", provenance());
        assertThat(content.figures(Part.TRADE_OFFS)).hasSize(4);
        assertThat(content.figures(Part.TRADE_OFFS)
                        .get(0)
                        .data()
                        .points()
                        .get(0)
                        .x())
                .isEqualTo("4.0625");
    }

    @Test
    void isNotDrawnTwiceAndNotWithoutFiles() throws IOException {
        assertThat(new TradeOffs(provenance()).draw(request()).figures()).isZero();
        sweep("Toy-q0f16-MLC", 4096, 50);
        read();
        assertThat(new TradeOffs(provenance()).draw(request()).figures()).isEqualTo(3);
        new Report(provenance(), letters -> "").make(new Report.Request(Execution.ofPom("default"), "Toy", "1"));
        TradeOffs.Outcome again = new TradeOffs(provenance()).draw(request());
        assertThat(again.figures()).isEqualTo(3);
        assertThat(again.decision().orElseThrow()).isInstanceOf(Decision.UpToDate.class);
    }

    @Test
    void anEvaluationOfTheFirstWindowsIsNoOtherOneOfTheWholeText() throws IOException {
        // Given
        String common =
                "\"mlc_model\": \"\", \"hf_model\": \"x/Toy\", \"split\": \"test\", \"max_length\": 8, \"stride\": 4, "
                        + "\"protocol\": \"source\", \"device\": \"cpu\"";
        Path details =
                SmallExploration.write(folder.resolve("target/dse/toytext_ppl_details.json"), """
                {"evaluations": [
                  {%1$s, "quantization": "fp16", "limit": null, "ppl": 5, "bits_per_weight": 16},
                  {%1$s, "quantization": "4bit", "limit": 2, "ppl": 9, "bits_per_weight": 4.5},
                  {%1$s, "quantization": "4bit", "limit": null, "ppl": 6, "bits_per_weight": 4.5}]}
                """.formatted(common));
        Step step = provenance().step("eval-ppl", "default").begin();
        step.decide();
        step.record(new Products(List.of(new Products.ProducedFile(details, List.of())), List.of(), List.of()));
        // When
        new TradeOffs(provenance()).draw(request());
        // Then
        Path data = folder.resolve("target/dse/figures/data/tradeoff_toytext_ppl_vs_bits");
        assertThat(Files.readString(Path.of(data + ".csv")))
                .contains("\"x/Toy, 4bit, split test (first 2 windows)\",4.5,9,", "\"x/Toy, 4bit, split test\",4.5,6,");
        assertThat(Files.readString(Path.of(data + ".json")))
                .contains("Measured with different split (test, test (first 2 windows));");
    }

    /** As if a plot goal had read all files. */
    private void read() throws IOException {
        try (var files = Files.list(folder.resolve("dse"))) {
            Step step = provenance()
                    .step("plot-memory", "default")
                    .inputs(files.sorted().toList())
                    .begin();
            step.decide();
            step.record(Products.NONE);
        }
    }

    private TradeOffs.Request request() {
        return new TradeOffs.Request(
                Execution.ofPom("default"),
                folder.resolve("target/dse/figures"),
                Theme.LIGHT,
                EnumSet.of(Format.SVG),
                96,
                16,
                Map.of(),
                new Wording("", "Synthetic data."));
    }
}
