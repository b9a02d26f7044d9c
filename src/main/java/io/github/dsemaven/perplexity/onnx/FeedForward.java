/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;

/** Feed-forward blocks. */
final class FeedForward {
    private FeedForward() {}

    /** {@code down(act(gate(x)) * up(x))} with the three projections of Llama's names. */
    static Value gated(Blocks blocks, Value x, String name) {
        ModelConfiguration.FeedForward sizes = blocks.configuration().feedForward();
        int hidden = blocks.configuration().hiddenSize();
        Value gate = blocks.linear(x, name + ".gate_proj", sizes.size(), hidden, sizes.bias());
        Value up = blocks.linear(x, name + ".up_proj", sizes.size(), hidden, sizes.bias());
        Value inner = blocks.gate(gate, up, sizes.activation(), sizes.size());
        return blocks.linear(inner, name + ".down_proj", hidden, sizes.size(), sizes.bias());
    }

    /** {@code down(act(up(x)))}. */
    static Value plain(Blocks blocks, Value x, String up, String down) {
        ModelConfiguration.FeedForward sizes = blocks.configuration().feedForward();
        int hidden = blocks.configuration().hiddenSize();
        Value inner = blocks.linear(x, up, sizes.size(), hidden, sizes.bias());
        return blocks.linear(blocks.activate(inner, sizes.activation()), down, hidden, sizes.size(), sizes.bias());
    }
}
