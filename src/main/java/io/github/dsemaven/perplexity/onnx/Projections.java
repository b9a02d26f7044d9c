/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.util.List;
import java.util.Map;
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
        return separate(blocks, attention, layer, x, "self_attn", output, queryNorm, keyNorm);
    }

    /** The same of a module with another name. */
    static Value separate(
            Blocks blocks,
            Attention attention,
            Layer layer,
            Value x,
            String name,
            String output,
            Norm queryNorm,
            Norm keyNorm) {
        ModelConfiguration.Attention heads = blocks.configuration().attention();
        int hidden = blocks.configuration().hiddenSize();
        String module = layer.name(name + ".");
        Value rows = attention.queryRows(layer, x);
        Value queries = clip(blocks, blocks.linear(rows, module + "q_proj", heads.queryWidth(), hidden, heads.bias()));
        Value keys = clip(blocks, blocks.linear(x, module + "k_proj", heads.keyWidth(), hidden, heads.bias()));
        Value values = clip(blocks, blocks.linear(x, module + "v_proj", heads.keyWidth(), hidden, heads.bias()));
        Value attended = attention.attend(
                layer, queryNorm.apply(queries, heads.heads()), keyNorm.apply(keys, heads.keyValueHeads()), values);
        return blocks.linear(attended, module + output, hidden, heads.queryWidth(), heads.outputBias());
    }

    /** Queries, keys or values within the configuration's bounds, where it has some. */
    private static Value clip(Blocks blocks, Value x) {
        double most = blocks.configuration().attention().clip();
        GraphBuilder graph = blocks.graph();
        return most == 0
                ? x
                : graph.node(
                        "Clip",
                        List.of(x, graph.scalar(-most, blocks.dtype()), graph.scalar(most, blocks.dtype())),
                        Map.of());
    }

    /** Attention of one projection's output that holds queries, keys and values side by side. */
    static Value fused(Blocks blocks, Attention attention, Layer layer, Value projected) {
        ModelConfiguration.Attention heads = blocks.configuration().attention();
        List<Value> parts = blocks.split(projected, 2, heads.queryWidth(), heads.keyWidth(), heads.keyWidth());
        return attention.attend(layer, attention.queryRows(layer, parts.get(0)), parts.get(1), parts.get(2));
    }

    /** The same of queries, keys and values side by side for each head, as many of each. */
    static Value interleaved(Blocks blocks, Attention attention, Layer layer, Value projected) {
        ModelConfiguration.Attention heads = blocks.configuration().attention();
        int size = heads.headSize();
        List<Value> parts =
                blocks.split(blocks.reshape(projected, 0, 0, heads.heads(), 3L * size), 3, size, size, size).stream()
                        .map(part -> blocks.reshape(part, 0, 0, heads.queryWidth()))
                        .toList();
        return attention.attend(layer, attention.queryRows(layer, parts.get(0)), parts.get(1), parts.get(2));
    }

    /** Three projections and one back, with root-mean-square norms of each query and key head. */
    static Value rmsNormedHeads(Blocks blocks, Attention attention, Layer layer, Value x) {
        int size = blocks.configuration().attention().headSize();
        return separate(
                blocks,
                attention,
                layer,
                x,
                "o_proj",
                eachHead(blocks, q -> blocks.rmsNorm(q, layer.name("self_attn.q_norm"), size)),
                eachHead(blocks, k -> blocks.rmsNorm(k, layer.name("self_attn.k_norm"), size)));
    }

    /** Applies a norm to each head by itself. */
    static Norm eachHead(Blocks blocks, UnaryOperator<Value> norm) {
        int size = blocks.configuration().attention().headSize();
        return (x, heads) -> blocks.reshape(norm.apply(blocks.reshape(x, 0, 0, heads, size)), 0, 0, heads * size);
    }
}
