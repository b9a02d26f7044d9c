/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/**
 * Positions of a window: a range, or for each window some that are given with each call.
 *
 * @param from first position where they are a range
 * @param count how many
 * @param gathered int64 {@code [batch, count]} positions where they are no range, else {@link Value#NONE}
 */
record Rows(int from, int count, Value gathered) {
    static Rows range(int from, int to) {
        return new Rows(from, to - from, Value.NONE);
    }

    /** One past the last position where they are a range. */
    int to() {
        return from + count;
    }

    boolean isRange() {
        return gathered.equals(Value.NONE);
    }
}
