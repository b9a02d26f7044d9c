/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/**
 * Llama 1 to 3.2, and with the same layers Mistral, Qwen 2, SmolLM 3 and Granite, which differ by configuration only:
 * root-mean-square norms before attention and a gated feed-forward block.
 */
class LlamaArchitecture implements Architecture {
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
        int width = blocks.configuration().hiddenSize();
        double factor = blocks.configuration().scales().residual();
        Value normed = blocks.rmsNorm(x, layer.name("input_layernorm"), width);
        Value attended = blocks.scale(attend(blocks, attention, layer, normed), factor);
        Value middle = blocks.add(layer.select(blocks, x), attended);
        Value inner = blocks.rmsNorm(middle, layer.name("post_attention_layernorm"), width);
        return blocks.add(middle, blocks.scale(feedForward(blocks, layer, inner), factor));
    }

    /** Attention with its projections. */
    Value attend(Blocks blocks, Attention attention, Layer layer, Value normed) {
        return Projections.separate(blocks, attention, layer, normed, "o_proj");
    }

    /** The feed-forward block. */
    Value feedForward(Blocks blocks, Layer layer, Value normed) {
        return FeedForward.gated(blocks, normed, layer.name("mlp"));
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        return blocks.rmsNorm(x, "model.norm", blocks.configuration().hiddenSize());
    }
}
