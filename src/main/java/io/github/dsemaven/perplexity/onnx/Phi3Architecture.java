/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;

/** Phi 3 to 4: Llama's layers, with one projection for queries, keys and values and one for gate and up. */
final class Phi3Architecture extends LlamaArchitecture {
    @Override
    Value attend(Blocks blocks, Attention attention, Layer layer, Value normed) {
        ModelConfiguration.Attention heads = blocks.configuration().attention();
        int hidden = blocks.configuration().hiddenSize();
        int width = heads.queryWidth() + 2 * heads.keyWidth();
        Value projected = blocks.linear(normed, layer.name("self_attn.qkv_proj"), width, hidden, false);
        Value attended = Projections.fused(blocks, attention, layer, projected);
        return blocks.linear(attended, layer.name("self_attn.o_proj"), hidden, heads.queryWidth(), false);
    }

    @Override
    Value feedForward(Blocks blocks, Layer layer, Value normed) {
        return FeedForward.gatedTogether(blocks, normed, layer.name("mlp"));
    }
}
