/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import java.util.Set;

/** GPT-2: learned positions, layer norms, and weights stored the other way round. */
class Gpt2Architecture implements Architecture {
    @Override
    public String prefix() {
        return "transformer.";
    }

    @Override
    public String layerPrefix(int layer) {
        return "transformer.h." + layer + ".";
    }

    @Override
    public Value embed(Blocks blocks, Value ids) {
        ModelConfiguration configuration = blocks.configuration();
        Value positions = blocks.parameters()
                .weight(
                        "transformer.wpe.weight",
                        ModuleKind.POSITION_EMBEDDING,
                        configuration.maxPositions(),
                        configuration.hiddenSize());
        return blocks.add(blocks.embed("transformer.wte.weight", ids), blocks.firstRows(positions, 0));
    }

    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        ModelConfiguration configuration = blocks.configuration();
        int hidden = configuration.hiddenSize();
        Value normed = blocks.layerNorm(x, layer.name("ln_1"), hidden);
        Value projected = blocks.conv1d(normed, layer.name("attn.c_attn"), 3 * hidden, hidden);
        Value attended = Projections.fused(blocks, attention, layer, projected);
        Value middle =
                blocks.add(blocks.conv1d(attended, layer.name("attn.c_proj"), hidden, hidden), layer.select(blocks, x));
        int size = configuration.feedForward().size();
        Value inner = blocks.conv1d(
                blocks.layerNorm(middle, layer.name("ln_2"), hidden), layer.name("mlp.c_fc"), size, hidden);
        Value activated = blocks.activate(inner, configuration.feedForward().activation());
        return blocks.add(middle, blocks.conv1d(activated, layer.name("mlp.c_proj"), hidden, size));
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        return blocks.layerNorm(x, "transformer.ln_f", blocks.configuration().hiddenSize());
    }

    @Override
    public Set<String> ignorable() {
        return Set.of("attn.bias", "attn.masked_bias", "lm_head.weight");
    }
}
