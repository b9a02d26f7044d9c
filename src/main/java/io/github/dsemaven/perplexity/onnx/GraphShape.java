/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/**
 * The sizes a graph is built for; the number of windows a call is free.
 *
 * @param length tokens of each window, shorter ones padded at the end
 * @param rows positions that are scored
 * @param headRows how many of them the head computes at a time, for each window: bounds the memory of the logits
 */
public record GraphShape(int length, ScoredRows rows, int headRows) {
    public GraphShape {
        if (length < 1 || rows.count() < 1 || rows.count() > length || headRows < 1) {
            throw new IllegalArgumentException("length " + length + ", rows " + rows);
        }
    }
}
