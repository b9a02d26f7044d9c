/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** Gemma 1: Llama's layers, with norms that multiply by one more than their weight and a scaled embedding. */
class GemmaArchitecture extends LlamaArchitecture {
    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        Value attended = attend(blocks, attention, layer, norm(blocks, x, layer.name("input_layernorm")));
        Value middle = blocks.add(layer.select(blocks, x), attended);
        Value inner = norm(blocks, middle, layer.name("post_attention_layernorm"));
        return blocks.add(middle, feedForward(blocks, layer, inner));
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        return norm(blocks, x, "model.norm");
    }

    static Value norm(Blocks blocks, Value x, String name) {
        return blocks.rmsNormFromOne(x, name, blocks.configuration().hiddenSize());
    }
}
