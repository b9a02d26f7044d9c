/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.util.List;

/** Names of the CSV columns, as the benchmark scripts write them. */
public final class Columns {
    public static final String MODEL = "model";
    public static final String DEVICE = "device";
    public static final String CONTEXT_WINDOW = "context_window_size";
    public static final String PREFILL_CHUNK = "prefill_chunk_size";
    public static final String MAX_BATCH = "max_batch_size";
    public static final String SLIDING_WINDOW = "sliding_window_size";
    public static final String ATTENTION_SINK = "attention_sink_size";
    public static final String NUM_RUNS = "num_runs";
    public static final String MAX_TOKENS = "max_tokens";
    public static final String TOTAL_MEMORY = "gpu_mem_total_mb";
    public static final String KV_CACHE_MEMORY = "gpu_mem_kvcache_mb";
    public static final String METRIC_NAME = "metric_name";
    public static final String METRIC_VALUE = "metric_value";
    public static final String PERPLEXITY = "ppl";

    /** Not a column: the file stem without its prefix, which figures tell models apart by. */
    public static final String MODEL_TAG = "model_tag";

    public static final String PREFILL_THROUGHPUT = "prefill_tokens_per_s";
    public static final String DECODE_THROUGHPUT = "decode_tokens_per_s";
    public static final String END_TO_END_LATENCY = "last_finished_request_end_to_end_latency_s";
    public static final String TIME_TO_FIRST_TOKEN = "last_finished_request_ttft_s";

    /** The nine columns whose values name a configuration, the numbers last. */
    public static final List<String> KEY = List.of(
            MODEL,
            DEVICE,
            CONTEXT_WINDOW,
            PREFILL_CHUNK,
            MAX_BATCH,
            SLIDING_WINDOW,
            ATTENTION_SINK,
            NUM_RUNS,
            MAX_TOKENS);

    /** The memory columns that figures draw. */
    public static final List<String> DRAWN_MEMORY = List.of(TOTAL_MEMORY, KV_CACHE_MEMORY);

    /** The metrics that figures draw. */
    public static final List<String> DRAWN_METRICS =
            List.of(PREFILL_THROUGHPUT, DECODE_THROUGHPUT, END_TO_END_LATENCY, TIME_TO_FIRST_TOKEN);

    /** Every metric name that the benchmark is known to write; all are counts, times or rates, so never negative. */
    public static final List<String> KNOWN_METRICS = List.of(
            "completion_tokens_sum",
            "decode_time_by_batch_size_count{batch_size=1}",
            "decode_time_by_batch_size_mean{batch_size=1}",
            DECODE_THROUGHPUT,
            "decode_tokens_sum",
            "engine_decode_time_sum",
            "engine_jump_forward_time_sum",
            "engine_prefill_time_sum",
            "jump_forward_tokens_sum",
            "last_finished_request_completion_tokens",
            "last_finished_request_decode_tokens",
            "last_finished_request_decode_tokens_per_s",
            END_TO_END_LATENCY,
            "last_finished_request_inter_token_latency_s",
            "last_finished_request_jump_forward_tokens",
            "last_finished_request_prefill_tokens",
            "last_finished_request_prefill_tokens_per_s",
            "last_finished_request_prompt_tokens",
            TIME_TO_FIRST_TOKEN,
            PREFILL_THROUGHPUT,
            "prefill_tokens_sum",
            "prompt_tokens_sum");

    private Columns() {}
}
