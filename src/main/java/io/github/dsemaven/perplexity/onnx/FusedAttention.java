/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.checkpoint.RotaryConfiguration;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attention by one operator over the whole window: ONNX Runtime's GroupQueryAttention, or the ONNX standard's Attention. The
 * last layer computes every position and keeps those that it has to put out.
 */
final class FusedAttention implements Attention {
    private final Blocks blocks;
    private final Rotary rotary;
    private final int length;
    private final AttentionKernel kernel;
    private final ModelConfiguration.Attention heads;
    private final Value keyCounts;

    /** @param ids token ids {@code [batch, length]} */
    FusedAttention(Blocks blocks, Rotary rotary, int length, AttentionKernel kernel, Value ids) {
        this.blocks = blocks;
        this.rotary = rotary;
        this.length = length;
        this.heads = blocks.configuration().attention();
        // GroupQueryAttention takes heads whose size is a multiple of 8 only.
        this.kernel = heads.headSize() % 8 == 0 ? kernel : AttentionKernel.STANDARD;
        this.keyCounts = this.kernel == AttentionKernel.GROUP_QUERY ? keyCounts(ids) : Value.NONE;
    }

    /**
     * For each window the number of its keys but one, int32. Made of the ids by arithmetic that every device has, not of
     * their shape, which ONNX Runtime keeps on the CPU.
     */
    private Value keyCounts(Value ids) {
        GraphBuilder graph = blocks.graph();
        Value first = blocks.reshape(blocks.slice(ids, 1, 0, 1), -1);
        Value zeros = graph.node("Sub", List.of(first, first), Map.of());
        Value counts = graph.node("Add", List.of(zeros, graph.longs(length - 1)), Map.of());
        return graph.node("Cast", List.of(counts), Map.of("to", Types.INT32));
    }

    @Override
    public Value queryRows(Layer layer, Value x) {
        return x;
    }

    @Override
    public Value attend(Layer layer, Value queries, Value keys, Value values) {
        Optional<RotaryConfiguration> positions = layer.configuration().rotary();
        boolean inside = kernel == AttentionKernel.GROUP_QUERY
                && positions.filter(this::rotatesInside).isPresent();
        if (inside) {
            Rotary.Tables tables = rotary.tables(positions.get());
            return layer.select(blocks, groupQuery(layer, queries, keys, values, Optional.of(tables)));
        }
        Rows all = layer.input();
        Value q = positions
                .map(r -> rotary.rotate(queries, r, heads.heads(), all, 1))
                .orElse(queries);
        Value k = positions
                .map(r -> rotary.rotate(keys, r, heads.keyValueHeads(), all, 1))
                .orElse(keys);
        Value attended = kernel == AttentionKernel.GROUP_QUERY
                ? groupQuery(layer, q, k, values, Optional.empty())
                : standard(layer, q, k, values);
        return layer.select(blocks, attended);
    }

    /** The operator rotates whole heads of a multiple of 16. */
    private boolean rotatesInside(RotaryConfiguration configuration) {
        return rotary.isWhole(configuration) && heads.headSize() % 16 == 0;
    }

    private Value groupQuery(Layer layer, Value q, Value k, Value v, Optional<Rotary.Tables> positions) {
        GraphBuilder graph = blocks.graph();
        int window = layer.configuration().slidingWindow();
        var attributes = new HashMap<String, Object>(Map.of(
                "num_heads", heads.heads(),
                "kv_num_heads", heads.keyValueHeads(),
                "scale", layer.configuration().attentionScale(),
                "softcap", heads.softcap(),
                "local_window_size", window == 0 ? -1 : window,
                "do_rotary", positions.isPresent() ? 1 : 0,
                "rotary_interleaved", blocks.configuration().family().rotatesNeighbours() ? 1 : 0));
        var inputs = new ArrayList<Value>(List.of(q, k, v, Value.NONE, Value.NONE, keyCounts, graph.ints(length)));
        positions.ifPresent(tables -> inputs.addAll(List.of(tables.cos(), tables.sin())));
        // The operator writes keys and values of the next call, whether or not anybody reads them.
        return graph.microsoft("GroupQueryAttention", 3, inputs, attributes).get(0);
    }

    private Value standard(Layer layer, Value q, Value k, Value v) {
        int window = layer.configuration().slidingWindow();
        var inputs = window == 0
                ? List.of(q, k, v)
                : List.of(
                        q,
                        k,
                        v,
                        blocks.graph()
                                .table(
                                        blocks.dtype(),
                                        List.of("seen", 0, window),
                                        () -> windowMask(window),
                                        length,
                                        length));
        return blocks.graph()
                .node(
                        "Attention",
                        inputs,
                        Map.of(
                                "q_num_heads", heads.heads(),
                                "kv_num_heads", heads.keyValueHeads(),
                                "scale", layer.configuration().attentionScale(),
                                "softcap", heads.softcap(),
                                "is_causal", window == 0 ? 1 : 0));
    }

    private float[] windowMask(int window) {
        float[] mask = new float[length * length];
        for (int query = 0; query < length; query++) {
            for (int key = 0; key < length; key++) {
                mask[query * length + key] = key <= query && key > query - window ? 0 : -1e4f;
            }
        }
        return mask;
    }
}
