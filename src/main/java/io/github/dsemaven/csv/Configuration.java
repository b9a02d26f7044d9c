/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.util.function.ToLongFunction;

/**
 * The key of a measurement: rows that agree in all of these were measured under the same conditions.
 *
 * @param model the model as given to the benchmark
 * @param device such as {@code vulkan:0}
 * @param contextWindow context window in tokens
 * @param prefillChunk prefill chunk in tokens
 * @param maxBatch largest number of requests served together
 * @param slidingWindow sliding window in tokens, {@code <= 0} for none
 * @param attentionSink attention sink in tokens
 * @param numRuns how many runs one measurement took
 * @param maxTokens how many tokens each run was to generate
 */
public record Configuration(
        String model,
        String device,
        long contextWindow,
        long prefillChunk,
        long maxBatch,
        long slidingWindow,
        long attentionSink,
        long numRuns,
        long maxTokens) {

    /**
     * The value of a numeric key column.
     *
     * @throws IllegalArgumentException for any other column
     */
    public long number(String column) {
        return reader(column).applyAsLong(this);
    }

    /**
     * What reads a numeric key column, for those who read it of many configurations.
     *
     * @throws IllegalArgumentException for any other column
     */
    public static ToLongFunction<Configuration> reader(String column) {
        return switch (column) {
            case Columns.CONTEXT_WINDOW -> Configuration::contextWindow;
            case Columns.PREFILL_CHUNK -> Configuration::prefillChunk;
            case Columns.MAX_BATCH -> Configuration::maxBatch;
            case Columns.SLIDING_WINDOW -> Configuration::slidingWindow;
            case Columns.ATTENTION_SINK -> Configuration::attentionSink;
            case Columns.NUM_RUNS -> Configuration::numRuns;
            case Columns.MAX_TOKENS -> Configuration::maxTokens;
            default -> throw new IllegalArgumentException("not a numeric key column: " + column);
        };
    }
}
