/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** Which positions of a window the last layer and the head compute: those whose next token is scored. */
public sealed interface ScoredRows {
    /** How many, for each window. */
    int count();

    /** The positions {@code from} to {@code to} (exclusive) of every window. */
    record Range(int from, int to) implements ScoredRows {
        @Override
        public int count() {
            return to - from;
        }
    }

    /** {@code count} positions of each window, given with each call as input {@code rows}, int64 {@code [batch, count]}. */
    record Gathered(int count) implements ScoredRows {}
}
