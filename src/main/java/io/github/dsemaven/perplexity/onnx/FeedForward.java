/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.util.List;

/** Feed-forward blocks. */
final class FeedForward {
    private FeedForward() {}

    /** {@code down(act(gate(x)) * up(x))} with the three projections of Llama's names. */
    static Value gated(Blocks blocks, Value x, String name) {
        return gated(blocks, x, name, blocks.configuration().feedForward().size());
    }

    /** The same of another inner width. */
    static Value gated(Blocks blocks, Value x, String name, int size) {
        ModelConfiguration.FeedForward sizes = blocks.configuration().feedForward();
        int hidden = blocks.configuration().hiddenSize();
        Value gate = blocks.linear(x, name + ".gate_proj", size, hidden, sizes.bias());
        Value up = blocks.linear(x, name + ".up_proj", size, hidden, sizes.bias());
        Value inner = blocks.gate(gate, up, sizes.activation(), size);
        return blocks.linear(inner, name + ".down_proj", hidden, size, sizes.bias());
    }

    /** The same with one matrix for gate and up. */
    static Value gatedTogether(Blocks blocks, Value x, String name) {
        ModelConfiguration.FeedForward sizes = blocks.configuration().feedForward();
        int hidden = blocks.configuration().hiddenSize();
        Value both = blocks.linear(x, name + ".gate_up_proj", 2 * sizes.size(), hidden, false);
        List<Value> parts = blocks.split(both, 2, sizes.size(), sizes.size());
        Value inner = blocks.gate(parts.get(0), parts.get(1), sizes.activation(), sizes.size());
        return blocks.linear(inner, name + ".down_proj", hidden, sizes.size(), false);
    }

    /** {@code down(act(up(x)))}. */
    static Value plain(Blocks blocks, Value x, String up, String down) {
        ModelConfiguration.FeedForward sizes = blocks.configuration().feedForward();
        int hidden = blocks.configuration().hiddenSize();
        Value inner = blocks.linear(x, up, sizes.size(), hidden, sizes.bias());
        return blocks.linear(blocks.activate(inner, sizes.activation()), down, hidden, sizes.size(), sizes.bias());
    }
}
