/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** GLM 4 (0414): Llama's layers with a norm after each block too, and one projection for gate and up. */
final class Glm4Architecture extends LlamaArchitecture {
    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        Value attended = attend(blocks, attention, layer, norm(blocks, layer, x, "input_layernorm"));
        Value middle = blocks.add(layer.select(blocks, x), norm(blocks, layer, attended, "post_self_attn_layernorm"));
        Value inner = FeedForward.gatedTogether(
                blocks, norm(blocks, layer, middle, "post_attention_layernorm"), layer.name("mlp"));
        return blocks.add(middle, norm(blocks, layer, inner, "post_mlp_layernorm"));
    }

    private static Value norm(Blocks blocks, Layer layer, Value x, String name) {
        return blocks.rmsNorm(x, layer.name(name), blocks.configuration().hiddenSize());
    }
}
