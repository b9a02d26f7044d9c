/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** StarCoder 2: layer norms, biases, and a feed-forward block without a gate. */
final class Starcoder2Architecture extends LlamaArchitecture {
    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        int width = blocks.configuration().hiddenSize();
        Value normed = blocks.layerNorm(x, layer.name("input_layernorm"), width);
        Value middle = blocks.add(layer.select(blocks, x), attend(blocks, attention, layer, normed));
        Value inner = blocks.layerNorm(middle, layer.name("post_attention_layernorm"), width);
        return blocks.add(middle, FeedForward.plain(blocks, inner, layer.name("mlp.c_fc"), layer.name("mlp.c_proj")));
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        return blocks.layerNorm(x, "model.norm", blocks.configuration().hiddenSize());
    }
}
