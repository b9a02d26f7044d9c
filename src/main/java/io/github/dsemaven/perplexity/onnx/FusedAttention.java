/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    FusedAttention(Blocks blocks, Rotary rotary, int length, AttentionKernel kernel) {
        this.blocks = blocks;
        this.rotary = rotary;
        this.length = length;
        this.heads = blocks.configuration().attention();
        // GroupQueryAttention takes heads whose size is a multiple of 8 only.
        this.kernel = heads.headSize() % 8 == 0 ? kernel : AttentionKernel.STANDARD;
    }

    @Override
    public Value queryRows(Layer layer, Value x) {
        return x;
    }

    @Override
    public Value attend(Layer layer, Value queries, Value keys, Value values) {
        Rows all = layer.input();
        var configured = layer.configuration().rotary();
        Value q = configured
                .map(r -> rotary.rotate(queries, r, heads.heads(), all, 1))
                .orElse(queries);
        Value k = configured
                .map(r -> rotary.rotate(keys, r, heads.keyValueHeads(), all, 1))
                .orElse(keys);
        Value attended =
                kernel == AttentionKernel.GROUP_QUERY ? groupQuery(layer, q, k, values) : standard(layer, q, k, values);
        return layer.select(blocks, attended);
    }

    private Value groupQuery(Layer layer, Value q, Value k, Value v) {
        GraphBuilder graph = blocks.graph();
        Value batch = graph.node("Shape", List.of(q), Map.of("start", 0, "end", 1));
        Value lengths = graph.node("Expand", List.of(graph.ints(length - 1), batch), Map.of());
        var attributes = new HashMap<String, Object>(Map.of(
                "num_heads", heads.heads(),
                "kv_num_heads", heads.keyValueHeads(),
                "scale", layer.configuration().attentionScale(),
                "softcap", heads.softcap(),
                // ONNX Runtime counts the keys before the query and not the query itself.
                "local_window_size",
                        layer.configuration().slidingWindow() == 0
                                ? -1
                                : layer.configuration().slidingWindow()));
        return graph.microsoft(
                        "GroupQueryAttention",
                        3,
                        List.of(q, k, v, Value.NONE, Value.NONE, lengths, graph.ints(length)),
                        attributes)
                .get(0);
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
