/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.util.Set;

/** GPT-J: one layer norm feeds attention and feed-forward block, and the head has a bias. */
final class GptJArchitecture implements Architecture {
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
        return blocks.embed("transformer.wte.weight", ids);
    }

    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        int hidden = blocks.configuration().hiddenSize();
        Value normed = blocks.layerNorm(x, layer.name("ln_1"), hidden);
        Value attended = Projections.separate(
                blocks, attention, layer, normed, "attn", "out_proj", (q, heads) -> q, (k, heads) -> k);
        Value inner = FeedForward.plain(
                blocks, layer.select(blocks, normed), layer.name("mlp.fc_in"), layer.name("mlp.fc_out"));
        return blocks.add(blocks.add(attended, inner), layer.select(blocks, x));
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        return blocks.layerNorm(x, "transformer.ln_f", blocks.configuration().hiddenSize());
    }

    @Override
    public Head head(ModelConfiguration configuration) {
        return Head.of(configuration, true);
    }

    @Override
    public Set<String> ignorable() {
        return Set.of("attn.bias", "attn.masked_bias", "lm_head.weight");
    }
}
