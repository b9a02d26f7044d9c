/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Attention for CPUs: queries are cut into blocks, and each block sees the keys up to its own end only (and from its sliding
 * window on), so that about half of the square of scores is never computed. The query heads that share keys are stacked into
 * one matrix.
 */
final class BlockCausalAttention implements Attention {
    /** Large enough for efficient matrix products, small enough to waste little above the diagonal. */
    private static final int BLOCK = 128;

    /** Added to scores that are not to be seen: exp() of it is 0. */
    private static final float HIDDEN = -1e30f;

    private final Blocks blocks;
    private final Rotary rotary;
    private final int length;
    private final ModelConfiguration.Attention heads;

    BlockCausalAttention(Blocks blocks, Rotary rotary, int length) {
        this.blocks = blocks;
        this.rotary = rotary;
        this.length = length;
        this.heads = blocks.configuration().attention();
    }

    @Override
    public Value queryRows(Layer layer, Value x) {
        return layer.rows().of(blocks, x);
    }

    @Override
    public Value attend(Layer layer, Value queries, Value keys, Value values) {
        Value q = scaledQueries(layer, queries);
        Value k = layer.configuration()
                .rotary()
                .map(r -> rotary.rotate(keys, r, heads.keyValueHeads(), Rows.all(length), 1))
                .orElse(keys);
        int size = heads.headSize();
        // [batch, key heads, group, rows, size] and [batch, key heads, length, size]
        Value grouped = blocks.transpose(
                blocks.reshape(q, 0, 0, heads.keyValueHeads(), heads.groupSize(), size), 0, 2, 3, 1, 4);
        Value keyHeads = blocks.transpose(blocks.reshape(k, 0, 0, heads.keyValueHeads(), size), 0, 2, 1, 3);
        Value valueHeads = blocks.transpose(blocks.reshape(values, 0, 0, heads.keyValueHeads(), size), 0, 2, 1, 3);
        Rows rows = layer.rows();
        long[] sizes = blockSizes(rows.count());
        List<Value> parts = blocks.split(grouped, 3, sizes);
        var outputs = new ArrayList<Value>();
        int from = rows.from();
        for (int i = 0; i < sizes.length; i++) {
            int to = from + (int) sizes[i];
            outputs.add(block(layer, parts.get(i), keyHeads, valueHeads, from, to));
            from = to;
        }
        Value joined = blocks.transpose(blocks.concat(outputs, 3), 0, 3, 1, 2, 4);
        return blocks.reshape(joined, 0, 0, heads.queryWidth());
    }

    /** The factor of the scores goes into the tables of the queries where it can, else it multiplies the queries. */
    private Value scaledQueries(Layer layer, Value queries) {
        double scale = layer.configuration().attentionScale();
        var configured = layer.configuration().rotary();
        if (configured.isEmpty()) {
            return blocks.scale(queries, scale);
        }
        boolean whole = rotary.isWhole(configured.get());
        Value rotated = rotary.rotate(queries, configured.get(), heads.heads(), layer.rows(), whole ? scale : 1);
        return whole ? rotated : blocks.scale(rotated, scale);
    }

    private static long[] blockSizes(int rows) {
        return IntStream.range(0, (rows + BLOCK - 1) / BLOCK)
                .mapToLong(i -> Math.min(BLOCK, rows - i * BLOCK))
                .toArray();
    }

    private Value block(Layer layer, Value queries, Value keys, Value values, int from, int to) {
        int window = layer.configuration().slidingWindow();
        int first = window == 0 ? 0 : Math.max(0, from - window + 1);
        int rows = to - from;
        int seen = to - first;
        Value seenKeys = part(keys, first, to);
        Value seenValues = part(values, first, to);
        Value stacked = blocks.reshape(queries, 0, 0, heads.groupSize() * rows, heads.headSize());
        Value scores = blocks.graph().microsoft("FusedMatMul", List.of(stacked, seenKeys), Map.of("transB", 1));
        scores = blocks.softcap(scores, heads.softcap(), blocks.dtype());
        Value masked = blocks.add(
                blocks.reshape(scores, 0, heads.keyValueHeads(), heads.groupSize(), rows, seen),
                blocks.graph().table(blocks.dtype(), mask(from, to, first, window), rows, seen));
        Value weights = blocks.graph().node("Softmax", List.of(masked), Map.of("axis", -1));
        Value mixed = blocks.graph()
                .node(
                        "MatMul",
                        List.of(blocks.reshape(weights, 0, 0, heads.groupSize() * rows, seen), seenValues),
                        Map.of());
        return blocks.reshape(mixed, 0, heads.keyValueHeads(), heads.groupSize(), rows, heads.headSize());
    }

    private Value part(Value heads, int from, int to) {
        return from == 0 && to == length ? heads : blocks.slice(heads, 2, from, to);
    }

    private static float[] mask(int from, int to, int first, int window) {
        int seen = to - first;
        float[] mask = new float[(to - from) * seen];
        for (int query = from; query < to; query++) {
            for (int key = first; key < to; key++) {
                boolean visible = key <= query && (window == 0 || key > query - window);
                mask[(query - from) * seen + key - first] = visible ? 0 : HIDDEN;
            }
        }
        return mask;
    }
}
