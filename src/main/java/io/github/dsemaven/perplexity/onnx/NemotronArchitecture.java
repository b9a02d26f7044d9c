/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** Nemotron 3 and 4, and Minitron: layer norms that multiply by one more than their weight, and no gate. */
final class NemotronArchitecture extends LlamaArchitecture {
    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        Value normed = norm(blocks, x, layer.name("input_layernorm"));
        Value middle = blocks.add(layer.select(blocks, x), attend(blocks, attention, layer, normed));
        Value inner = norm(blocks, middle, layer.name("post_attention_layernorm"));
        return blocks.add(
                middle, FeedForward.plain(blocks, inner, layer.name("mlp.up_proj"), layer.name("mlp.down_proj")));
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        return norm(blocks, x, "model.norm");
    }

    private static Value norm(Blocks blocks, Value x, String name) {
        return LayerNorms.fromOne(blocks, x, name, blocks.configuration().hiddenSize());
    }
}
