/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.quantization.ModuleKind;

/** OPT: learned positions whose table starts two rows late, layer norms before or (350m) after the blocks. */
final class OptArchitecture implements Architecture {
    /** The first rows of the position table belong to no position. */
    private static final int OFFSET = 2;

    @Override
    public String prefix() {
        return "model.";
    }

    @Override
    public String layerPrefix(int layer) {
        return "model.decoder.layers." + layer + ".";
    }

    @Override
    public Value embed(Blocks blocks, Value ids) {
        ModelConfiguration configuration = blocks.configuration();
        int hidden = configuration.hiddenSize();
        int narrow = configuration.residual().embeddingSize();
        Value embedding = blocks.embed("model.decoder.embed_tokens.weight", ids);
        if (narrow != hidden) {
            embedding = blocks.linear(embedding, "model.decoder.project_in", hidden, narrow, false);
        }
        Value positions = blocks.parameters()
                .weight(
                        "model.decoder.embed_positions.weight",
                        ModuleKind.POSITION_EMBEDDING,
                        configuration.maxPositions() + OFFSET,
                        hidden);
        return blocks.add(embedding, blocks.firstRows(positions, OFFSET));
    }

    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        int hidden = blocks.configuration().hiddenSize();
        boolean first = blocks.configuration().residual().normFirst();
        String attentionNorm = layer.name("self_attn_layer_norm");
        String finalNorm = layer.name("final_layer_norm");
        Value normed = first ? blocks.layerNorm(x, attentionNorm, hidden) : x;
        Value middle =
                blocks.add(layer.select(blocks, x), Projections.separate(blocks, attention, layer, normed, "out_proj"));
        if (!first) {
            middle = blocks.layerNorm(middle, attentionNorm, hidden);
        }
        Value inner = first ? blocks.layerNorm(middle, finalNorm, hidden) : middle;
        Value out = blocks.add(middle, FeedForward.plain(blocks, inner, layer.name("fc1"), layer.name("fc2")));
        return first ? out : blocks.layerNorm(out, finalNorm, hidden);
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        ModelConfiguration configuration = blocks.configuration();
        int hidden = configuration.hiddenSize();
        int narrow = configuration.residual().embeddingSize();
        Value normed = configuration.residual().finalNorm()
                ? blocks.layerNorm(x, "model.decoder.final_layer_norm", hidden)
                : x;
        return narrow == hidden ? normed : blocks.linear(normed, "model.decoder.project_out", narrow, hidden, false);
    }
}
