/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import java.util.List;
import java.util.Map;

/**
 * The positions that a layer has to compute: all of them, but in the last layer only those that are scored, so that its
 * queries, output projection, feed-forward block and everything after run on a part of the window.
 *
 * @param from first position where they are a range
 * @param count how many
 * @param gathered int64 {@code [batch, count]} positions where they are not, else {@link Value#NONE}
 * @param all whether they are the whole window
 */
record Rows(int from, int count, Value gathered, boolean all) {
    /** Every position of a window. */
    static Rows all(int length) {
        return new Rows(0, length, Value.NONE, true);
    }

    /** One past the last position where they are a range. */
    int to() {
        return from + count;
    }

    boolean isRange() {
        return gathered.equals(Value.NONE);
    }

    /** The part of {@code [batch, length, width]} that belongs to these positions. */
    Value of(Blocks blocks, Value x) {
        if (all) {
            return x;
        }
        if (isRange()) {
            return blocks.slice(x, 1, from, to());
        }
        Value index = blocks.graph()
                .node("Unsqueeze", List.of(gathered, blocks.graph().longs(2)), Map.of());
        return blocks.graph().node("GatherND", List.of(x, index), Map.of("batch_dims", 1));
    }
}
