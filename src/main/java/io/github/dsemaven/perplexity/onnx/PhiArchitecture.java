/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;

/** Phi 1 to 2: one layer norm feeds attention and feed-forward block, and both are added to the layer's input. */
final class PhiArchitecture implements Architecture {
    @Override
    public String prefix() {
        return "model.";
    }

    @Override
    public Value embed(Blocks blocks, Value ids) {
        return blocks.embed("model.embed_tokens.weight", ids);
    }

    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        Value normed = blocks.layerNorm(
                x, layer.name("input_layernorm"), blocks.configuration().hiddenSize());
        Value attended = attend(blocks, attention, layer, normed);
        Value inner =
                FeedForward.plain(blocks, layer.select(blocks, normed), layer.name("mlp.fc1"), layer.name("mlp.fc2"));
        return blocks.add(blocks.add(attended, inner), layer.select(blocks, x));
    }

    private static Value attend(Blocks blocks, Attention attention, Layer layer, Value normed) {
        if (!blocks.configuration().attention().headNorm()) {
            return Projections.separate(blocks, attention, layer, normed, "dense");
        }
        int size = blocks.configuration().attention().headSize();
        return Projections.separate(
                blocks,
                attention,
                layer,
                normed,
                "dense",
                Projections.eachHead(blocks, q -> blocks.layerNorm(q, layer.name("self_attn.q_layernorm"), size)),
                Projections.eachHead(blocks, k -> blocks.layerNorm(k, layer.name("self_attn.k_layernorm"), size)));
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        return blocks.layerNorm(
                x, "model.final_layernorm", blocks.configuration().hiddenSize());
    }

    @Override
    public Head head(ModelConfiguration configuration) {
        return Head.of(configuration, true);
    }
}
