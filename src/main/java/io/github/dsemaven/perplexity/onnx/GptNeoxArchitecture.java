/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.util.Set;

/** GPT-NeoX and Pythia: attention and feed-forward block side by side, queries, keys and values interleaved by head. */
final class GptNeoxArchitecture implements Architecture {
    @Override
    public String prefix() {
        return "gpt_neox.";
    }

    @Override
    public Value embed(Blocks blocks, Value ids) {
        return blocks.embed("gpt_neox.embed_in.weight", ids);
    }

    @Override
    public Value layer(Blocks blocks, Attention attention, Layer layer, Value x) {
        ModelConfiguration configuration = blocks.configuration();
        int hidden = configuration.hiddenSize();
        Value attended = attend(blocks, attention, layer, blocks.layerNorm(x, layer.name("input_layernorm"), hidden));
        Value rows = layer.select(blocks, x);
        boolean parallel = configuration.residual().parallel();
        Value middle = parallel ? rows : blocks.add(attended, rows);
        Value inner = FeedForward.plain(
                blocks,
                blocks.layerNorm(middle, layer.name("post_attention_layernorm"), hidden),
                layer.name("mlp.dense_h_to_4h"),
                layer.name("mlp.dense_4h_to_h"));
        return parallel ? blocks.add(blocks.add(inner, attended), rows) : blocks.add(inner, middle);
    }

    private static Value attend(Blocks blocks, Attention attention, Layer layer, Value normed) {
        ModelConfiguration.Attention heads = blocks.configuration().attention();
        int hidden = blocks.configuration().hiddenSize();
        Value projected =
                blocks.linear(normed, layer.name("attention.query_key_value"), 3 * hidden, hidden, heads.bias());
        Value attended = Projections.interleaved(blocks, attention, layer, projected);
        return blocks.linear(attended, layer.name("attention.dense"), hidden, hidden, heads.outputBias());
    }

    @Override
    public Value finish(Blocks blocks, Value x) {
        return blocks.layerNorm(
                x, "gpt_neox.final_layer_norm", blocks.configuration().hiddenSize());
    }

    @Override
    public Set<String> ignorable() {
        return Set.of("rotary_emb.inv_freq", "attention.bias", "attention.masked_bias", "embed_out.weight");
    }
}
