/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Attention with its projections, in the layouts that families store them. */
final class Projections {
    /** What happens to queries or keys between projection and positions. */
    interface Norm {
        Value apply(Value x, int heads);
    }

    private Projections() {}

    /** Three projections and one back, under the usual names of a module such as {@code self_attn}. */
    static Value separate(Blocks blocks, Attention attention, Layer layer, Value x, String output) {
        return separate(blocks, attention, layer, x, output, (q, heads) -> q, (k, heads) -> k);
    }

    /** The same with norms of queries and keys. */
    static Value separate(
            Blocks blocks, Attention attention, Layer layer, Value x, String output, Norm queryNorm, Norm keyNorm) {
        ModelConfiguration.Attention heads = blocks.configuration().attention();
        int hidden = blocks.configuration().hiddenSize();
        String module = layer.name("self_attn.");
        Value rows = attention.queryRows(layer, x);
        Value queries = blocks.linear(rows, module + "q_proj", heads.queryWidth(), hidden, heads.bias());
        Value keys = blocks.linear(x, module + "k_proj", heads.keyWidth(), hidden, heads.bias());
        Value values = blocks.linear(x, module + "v_proj", heads.keyWidth(), hidden, heads.bias());
        Value attended = attention.attend(
                layer, queryNorm.apply(queries, heads.heads()), keyNorm.apply(keys, heads.keyValueHeads()), values);
        return blocks.linear(attended, module + output, hidden, heads.queryWidth(), heads.outputBias());
    }

    /** Attention of one projection's output that holds queries, keys and values side by side. */
    static Value fused(Blocks blocks, Attention attention, Layer layer, Value projected) {
        ModelConfiguration.Attention heads = blocks.configuration().attention();
        List<Value> parts = blocks.split(projected, 2, heads.queryWidth(), heads.keyWidth(), heads.keyWidth());
        return attention.attend(layer, attention.queryRows(layer, parts.get(0)), parts.get(1), parts.get(2));
    }

    /** Applies a norm to each head by itself. */
    static Norm eachHead(Blocks blocks, UnaryOperator<Value> norm) {
        int size = blocks.configuration().attention().headSize();
        return (x, heads) -> blocks.reshape(norm.apply(blocks.reshape(x, 0, 0, heads, size)), 0, 0, heads * size);
    }
}
