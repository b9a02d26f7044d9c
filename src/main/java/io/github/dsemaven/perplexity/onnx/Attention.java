/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** Causal attention over queries, keys and values that have been projected. */
interface Attention {
    /** The part of a layer's input from which its queries are to be projected: keys and values need all of it. */
    Value queryRows(Layer layer, Value x);

    /**
     * Positions are applied here.
     *
     * @param queries {@code [batch, query rows, heads * headSize]}
     * @param keys {@code [batch, length, keyValueHeads * headSize]}
     * @param values like the keys
     * @return {@code [batch, rows of the layer, heads * headSize]}
     */
    Value attend(Layer layer, Value queries, Value keys, Value values);
}
