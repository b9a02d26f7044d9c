/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small invented CSVs. */
public final class Csv {
    public static final String RESULTS_HEADER =
            "model,device,context_window_size,prefill_chunk_size,max_batch_size,sliding_window_size,attention_sink_size,"
                    + "num_runs,max_tokens,run_id,time_s,approx_chars,gpu_mem_total_mb,gpu_mem_params_mb,gpu_mem_kvcache_mb,"
                    + "gpu_mem_temp_mb";
    public static final String METRICS_HEADER =
            "model,device,context_window_size,prefill_chunk_size,max_batch_size,sliding_window_size,attention_sink_size,"
                    + "num_runs,max_tokens,metric_name,metric_value";
    public static final String PERPLEXITY_HEADER =
            "mlc_model,hf_model,device,max_length,stride,split,load_in_4bit,load_in_8bit,fake_q3bit,ppl";

    private Csv() {}

    /** A row of a results file at a design point given as its five cells. */
    public static String result(String point, int runs, String total, String kvCache) {
        return "m,gpu:0," + point + "," + runs + ",64,1,2.5,100," + total + ",10," + kvCache + ",5";
    }

    /** A row of a metrics file. */
    public static String metric(String point, int runs, String name, String value) {
        return "m,gpu:0," + point + "," + runs + ",64," + name + "," + value;
    }

    /** Writes a file and names it {@code dse/<name>}. */
    public static InputFile write(Path folder, String name, String header, List<String> rows) throws IOException {
        return write(folder, name, header + "\n" + String.join("\n", rows) + "\n", StandardCharsets.UTF_8);
    }

    /** Writes a text as it is. */
    public static InputFile write(Path folder, String name, String text, Charset charset) throws IOException {
        return new InputFile(Files.write(folder.resolve(name), text.getBytes(charset)), "dse/" + name);
    }
}
