/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

/** Qwen 3: Llama's layers, with a norm of each query and key head before positions. */
final class Qwen3Architecture extends LlamaArchitecture {
    @Override
    Value attend(Blocks blocks, Attention attention, Layer layer, Value normed) {
        int size = blocks.configuration().attention().headSize();
        return Projections.separate(
                blocks,
                attention,
                layer,
                normed,
                "o_proj",
                Projections.eachHead(blocks, q -> blocks.rmsNorm(q, layer.name("self_attn.q_norm"), size)),
                Projections.eachHead(blocks, k -> blocks.rmsNorm(k, layer.name("self_attn.k_norm"), size)));
    }
}
