/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** Causal attention over queries, keys and values that have been projected. */
interface Attention {
    /** The part of a layer's input from which its queries are to be projected: keys and values need all of it. */
    Value queryRows(Layer layer, Value x);

    /**
     * Applies positions and attends to the keys so far. Parts of a window come in order, and each layer sees the keys and
     * values of its earlier parts.
     *
     * @param queries {@code [batch, query rows, heads * headSize]}
     * @param keys {@code [batch, input rows, keyValueHeads * headSize]}
     * @param values like the keys
     * @return {@code [batch, output rows, heads * headSize]}
     */
    Value attend(Layer layer, Value queries, Value keys, Value values);
}
