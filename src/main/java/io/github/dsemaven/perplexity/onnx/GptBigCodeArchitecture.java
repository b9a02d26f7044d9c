/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;

/** StarCoder and SantaCoder: GPT-2's layers with weights stored as usual, and one key and value head for all queries. */
final class GptBigCodeArchitecture extends Gpt2Architecture {
    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        int hidden = blocks.configuration().hiddenSize();
        Value attended = attend(blocks, attention, layer, blocks.layerNorm(x, layer.name("ln_1"), hidden));
        Value middle = blocks.add(attended, layer.select(blocks, x));
        Value inner = blocks.layerNorm(middle, layer.name("ln_2"), hidden);
        return blocks.add(middle, FeedForward.plain(blocks, inner, layer.name("mlp.c_fc"), layer.name("mlp.c_proj")));
    }

    private static Value attend(Blocks blocks, Attention attention, Layer layer, Value normed) {
        ModelConfiguration.Attention heads = blocks.configuration().attention();
        int hidden = blocks.configuration().hiddenSize();
        int width = heads.queryWidth() + 2 * heads.keyWidth();
        Value projected = blocks.linear(normed, layer.name("attn.c_attn"), width, hidden, true);
        Value attended = heads.groupSize() == 1
                ? Projections.interleaved(blocks, attention, layer, projected)
                : Projections.fused(blocks, attention, layer, projected);
        return blocks.linear(attended, layer.name("attn.c_proj"), hidden, hidden, true);
    }
}
