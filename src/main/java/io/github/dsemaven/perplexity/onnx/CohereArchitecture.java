/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.quantization.ModuleKind;

/** Command R, R+ and R7B, and Aya: one layer norm without a bias feeds attention and feed-forward block. */
final class CohereArchitecture extends LlamaArchitecture {
    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        Value normed = norm(blocks, x, layer.name("input_layernorm"));
        Value attended = blocks.add(layer.select(blocks, x), attend(blocks, attention, layer, normed));
        return blocks.add(attended, feedForward(blocks, layer, layer.select(blocks, normed)));
    }

    @Override
    Value attend(Blocks blocks, Attention attention, Layer layer, Value normed) {
        if (!blocks.configuration().attention().headNorm()) {
            return super.attend(blocks, attention, layer, normed);
        }
        return Projections.separate(
                blocks,
                attention,
                layer,
                normed,
                "o_proj",
                (q, heads) -> normHeads(blocks, q, layer.name("self_attn.q_norm"), heads),
                (k, heads) -> normHeads(blocks, k, layer.name("self_attn.k_norm"), heads));
    }

    private static Value normHeads(Blocks blocks, Value x, String name, int heads) {
        int size = blocks.configuration().attention().headSize();
        Value weight = blocks.parameters().weight(name + ".weight", ModuleKind.OTHER, heads, size);
        return LayerNorms.ofHeads(blocks, x, weight, heads);
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        return norm(blocks, x, "model.norm");
    }

    private static Value norm(Blocks blocks, Value x, String name) {
        return LayerNorms.withoutBias(blocks, x, name, blocks.configuration().hiddenSize());
    }
}
