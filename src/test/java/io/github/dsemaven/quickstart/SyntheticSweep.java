/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.quickstart;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.Decimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the CSVs of the quickstart: a design-space exploration that nobody measured, computed from an analytical model
 * of a one-billion-parameter transformer on an imaginary device, in the columns and grid of MLC-LLM sweeps.
 *
 * <p>The model, in full:
 *
 * <ul>
 *   <li>KV-cache bytes = 2 x layers x KV heads x head size x 2 bytes x tokens, where tokens = batch x (attended tokens)
 *       and attended tokens = context window, or sliding window where that is less (the sink lies in the window);
 *   <li>parameter bytes = parameters x bits per weight / 8; temporary bytes = prefill chunk x hidden size x 24 bytes;
 *   <li>a roofline: a step takes the larger of its operations / peak rate and its bytes / bandwidth, plus a fixed launch
 *       time; restoring a quantized weight before it is used costs operations of its own. Prefill works through a prompt of (context window - 128) tokens in chunks; decode makes 128 tokens for
 *       every request of the batch, reading parameters once and the KV cache of each request.
 * </ul>
 *
 * <p>There is no noise, so repeated runs are equal; that is the point of an analytical model.
 */
public final class SyntheticSweep {
    /** Quantization schemes of the sweep with the bits a weight takes in each. */
    private static final Map<String, Double> BITS_PER_WEIGHT = bitsPerWeight();

    private static final String EOL = "\r\n";
    private static final String KEY_COLUMNS = "model,device,context_window_size,prefill_chunk_size,max_batch_size,"
            + "sliding_window_size,attention_sink_size,num_runs,max_tokens";

    private static final long LAYERS = 16;
    private static final long HIDDEN = 2048;
    private static final long KV_HEADS = 8;
    private static final long HEAD_SIZE = 64;
    private static final double PARAMETERS = 1.24e9;
    private static final double PEAK_FLOPS = 20e12;
    private static final double BANDWIDTH = 400e9;
    private static final double LAUNCH_S = 1e-3;
    private static final int RUNS = 3;
    private static final int MAX_TOKENS = 128;
    private static final double MIB = 1 << 20;

    /** One point of the grid. */
    private record Design(int context, int chunk, int batch, int sliding, int sink) {
        int attended() {
            return sliding > 0 ? Math.min(context, sliding) : context;
        }
    }

    private SyntheticSweep() {}

    /** Writes into the folder given, {@code src/it/quickstart/dse} in this project. */
    public static void main(String[] args) {
        files().forEach((name, text) -> AtomicFile.write(Path.of(args[0], name), text));
    }

    /** Name and content of every file. */
    static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        BITS_PER_WEIGHT.forEach((scheme, bits) -> {
            String tag = "Synthetic-1B-" + scheme + "-MLC";
            files.put("kv_cache_dse_results_" + tag + ".csv", results(tag, bits));
            files.put("kv_cache_dse_metrics_" + tag + ".csv", metrics(tag, bits));
        });
        return files;
    }

    private static Map<String, Double> bitsPerWeight() {
        Map<String, Double> bits = new LinkedHashMap<>();
        bits.put("q0f16", 16.0);
        bits.put("q3f16_1", 3.6);
        bits.put("q4f16_1", 4.5);
        return bits;
    }

    /** The sweep's grid: prefill chunk at most the context; without a sliding window no sink; sink at most sliding / 8. */
    private static List<Design> grid() {
        var grid = new java.util.ArrayList<Design>();
        for (int context : new int[] {4096, 8192, 16384}) {
            for (int chunk : new int[] {1024, 2048, 4096}) {
                for (int batch : new int[] {1, 2, 4, 8}) {
                    for (int sliding : new int[] {-1, 2048, 4096}) {
                        for (int sink : new int[] {0, 32, 64, 128, 256}) {
                            if (sliding > 0 ? sink <= sliding / 8 : sink == 0) {
                                grid.add(new Design(context, chunk, batch, sliding, sink));
                            }
                        }
                    }
                }
            }
        }
        return grid;
    }

    private static String key(String tag, Design d) {
        return "HF://example/" + tag + ",analytical:0," + d.context + "," + d.chunk + "," + d.batch + "," + d.sliding
                + "," + d.sink + "," + RUNS + "," + MAX_TOKENS;
    }

    private static double cacheBytes(long tokens) {
        return 2.0 * LAYERS * KV_HEADS * HEAD_SIZE * 2 * tokens;
    }

    private static double parameterBytes(double bits) {
        return PARAMETERS * bits / 8;
    }

    private static double roofline(double operations, double bytes) {
        return Math.max(operations / PEAK_FLOPS, bytes / BANDWIDTH) + LAUNCH_S;
    }

    /** Operations on a weight for one token: multiply and add, and for narrow weights some share of unpacking them. */
    private static double operationsPerWeight(double bits) {
        return 2 + (bits < 16 ? 1.6 / bits : 0);
    }

    private static double prefillSeconds(Design d, double bits) {
        double seconds = 0;
        int prompt = d.context - MAX_TOKENS;
        for (int done = 0; done < prompt; done += d.chunk) {
            int tokens = Math.min(d.chunk, prompt - done);
            int seen = Math.min(done + tokens, d.attended());
            double operations = operationsPerWeight(bits) * PARAMETERS * tokens + 4.0 * LAYERS * HIDDEN * tokens * seen;
            seconds += roofline(operations, parameterBytes(bits) + cacheBytes(seen));
        }
        return seconds;
    }

    private static double decodeStepSeconds(Design d, double bits) {
        double operations = d.batch * (operationsPerWeight(bits) * PARAMETERS + 4.0 * LAYERS * HIDDEN * d.attended());
        return roofline(operations, parameterBytes(bits) + d.batch * cacheBytes(d.attended()));
    }

    private static String results(String tag, double bits) {
        var csv = new StringBuilder(KEY_COLUMNS)
                .append(",run_id,time_s,approx_chars,")
                .append("gpu_mem_total_mb,gpu_mem_params_mb,gpu_mem_kvcache_mb,gpu_mem_temp_mb")
                .append(EOL);
        for (Design d : grid()) {
            double cache = cacheBytes((long) d.batch * d.attended()) / MIB;
            double parameters = parameterBytes(bits) / MIB;
            double temporary = d.chunk * HIDDEN * 24 / MIB;
            double time = prefillSeconds(d, bits) + MAX_TOKENS * decodeStepSeconds(d, bits);
            for (int run = 1; run <= RUNS; run++) {
                csv.append(key(tag, d)).append(',').append(run).append(',').append(Decimal.of(time));
                csv.append(',').append(4 * MAX_TOKENS);
                for (double mib : new double[] {cache + parameters + temporary, parameters, cache, temporary}) {
                    csv.append(',').append(Decimal.fixed(mib, 3));
                }
                csv.append(EOL);
            }
        }
        return csv.toString();
    }

    private static String metrics(String tag, double bits) {
        var csv = new StringBuilder(KEY_COLUMNS)
                .append(",metric_name,metric_value")
                .append(EOL);
        for (Design d : grid()) {
            values(d, bits)
                    .forEach((name, value) -> csv.append(key(tag, d))
                            .append(',')
                            .append(name)
                            .append(',')
                            .append(Decimal.of(value))
                            .append(EOL));
        }
        return csv.toString();
    }

    /** The 22 metrics that MLC-LLM's engine reports, in its order. */
    private static Map<String, Double> values(Design d, double bits) {
        double prompt = d.context - MAX_TOKENS;
        double requests = (double) RUNS * d.batch;
        double prefill = prefillSeconds(d, bits);
        double step = decodeStepSeconds(d, bits);
        double decoded = MAX_TOKENS - 1;
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("engine_prefill_time_sum", requests * prefill);
        metrics.put("engine_decode_time_sum", RUNS * decoded * step);
        metrics.put("engine_jump_forward_time_sum", 0.0);
        metrics.put("prompt_tokens_sum", requests * prompt);
        metrics.put("completion_tokens_sum", requests * MAX_TOKENS);
        metrics.put("prefill_tokens_sum", requests * prompt);
        metrics.put("decode_tokens_sum", requests * decoded);
        metrics.put("jump_forward_tokens_sum", 0.0);
        metrics.put("prefill_tokens_per_s", prompt / prefill);
        metrics.put("decode_tokens_per_s", d.batch / step);
        metrics.put("last_finished_request_prompt_tokens", prompt);
        metrics.put("last_finished_request_completion_tokens", (double) MAX_TOKENS);
        metrics.put("last_finished_request_prefill_tokens", prompt);
        metrics.put("last_finished_request_decode_tokens", decoded);
        metrics.put("last_finished_request_jump_forward_tokens", 0.0);
        metrics.put("last_finished_request_prefill_tokens_per_s", prompt / prefill);
        metrics.put("last_finished_request_decode_tokens_per_s", 1 / step);
        metrics.put("last_finished_request_end_to_end_latency_s", prefill + decoded * step);
        metrics.put("last_finished_request_ttft_s", prefill);
        metrics.put("last_finished_request_inter_token_latency_s", (prefill + decoded * step) / MAX_TOKENS);
        metrics.put("decode_time_by_batch_size_mean{batch_size=" + d.batch + "}", step);
        metrics.put("decode_time_by_batch_size_count{batch_size=" + d.batch + "}", RUNS * decoded);
        return metrics;
    }
}
