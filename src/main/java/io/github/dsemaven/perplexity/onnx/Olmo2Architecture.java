/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;

/** OLMo 2 and 3: norms after attention and feed-forward block instead of before, and of queries and keys over their whole width. */
class Olmo2Architecture extends LlamaArchitecture {
    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        int width = blocks.configuration().hiddenSize();
        Value attended = attend(blocks, attention, layer, x);
        Value middle = blocks.add(
                layer.select(blocks, x), blocks.rmsNorm(attended, layer.name("post_attention_layernorm"), width));
        Value inner = feedForward(blocks, layer, middle);
        return blocks.add(middle, blocks.rmsNorm(inner, layer.name("post_feedforward_layernorm"), width));
    }

    @Override
    Value attend(Blocks blocks, Attention attention, Layer layer, Value x) {
        ModelConfiguration.Attention heads = blocks.configuration().attention();
        return Projections.separate(
                blocks,
                attention,
                layer,
                x,
                "o_proj",
                (q, count) -> blocks.rmsNorm(q, layer.name("self_attn.q_norm"), heads.queryWidth()),
                (k, count) -> blocks.rmsNorm(k, layer.name("self_attn.k_norm"), heads.keyWidth()));
    }
}
