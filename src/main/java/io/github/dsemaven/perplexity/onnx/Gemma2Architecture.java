/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** Gemma 2 and 3: norms before and after both blocks, and in Gemma 3 of each query and key head. */
final class Gemma2Architecture extends GemmaArchitecture {
    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        Value attended = attend(blocks, attention, layer, norm(blocks, x, layer.name("input_layernorm")));
        Value middle =
                blocks.add(layer.select(blocks, x), norm(blocks, attended, layer.name("post_attention_layernorm")));
        Value inner = feedForward(blocks, layer, norm(blocks, middle, layer.name("pre_feedforward_layernorm")));
        return blocks.add(middle, norm(blocks, inner, layer.name("post_feedforward_layernorm")));
    }

    @Override
    Value attend(Blocks blocks, Attention attention, Layer layer, Value normed) {
        if (!blocks.configuration().attention().headNorm()) {
            return super.attend(blocks, attention, layer, normed);
        }
        int size = blocks.configuration().attention().headSize();
        return Projections.separate(
                blocks,
                attention,
                layer,
                normed,
                "o_proj",
                Projections.eachHead(blocks, q -> blocks.rmsNormFromOne(q, layer.name("self_attn.q_norm"), size)),
                Projections.eachHead(blocks, k -> blocks.rmsNormFromOne(k, layer.name("self_attn.k_norm"), size)));
    }
}
