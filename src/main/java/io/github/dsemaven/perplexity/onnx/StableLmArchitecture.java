/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** StableLM: layer norms, a gated feed-forward block, one after the other or side by side, and norms of heads. */
final class StableLmArchitecture extends LlamaArchitecture {
    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        ModelConfiguration configuration = blocks.configuration();
        int width = configuration.hiddenSize();
        Value normed = blocks.layerNorm(x, layer.name("input_layernorm"), width);
        Value middle = blocks.add(layer.select(blocks, x), attend(blocks, attention, layer, normed));
        Value inner = configuration.residual().parallel()
                ? layer.select(blocks, normed)
                : blocks.layerNorm(middle, layer.name("post_attention_layernorm"), width);
        return blocks.add(middle, feedForward(blocks, layer, inner));
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
                (q, heads) -> LayerNorms.ofHeads(blocks, q, weights(blocks, layer, "q_layernorm", heads), heads),
                (k, heads) -> LayerNorms.ofHeads(blocks, k, weights(blocks, layer, "k_layernorm", heads), heads));
    }

    /** Each head's norm is a module of its own. */
    private static Value weights(Blocks blocks, Layer layer, String norm, int heads) {
        int size = blocks.configuration().attention().headSize();
        GraphBuilder graph = blocks.graph();
        List<Value> rows = IntStream.range(0, heads)
                .mapToObj(head -> layer.name("self_attn." + norm + ".norms." + head + ".weight"))
                .map(name -> blocks.parameters().weight(name, ModuleKind.OTHER, size))
                .map(weight -> graph.node("Unsqueeze", List.of(weight, graph.longs(0)), Map.of()))
                .toList();
        return blocks.concat(rows, 0);
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        return blocks.layerNorm(x, "model.norm", blocks.configuration().hiddenSize());
    }
}
