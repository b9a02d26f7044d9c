/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the last hidden states of the scored positions to the negative log-likelihood of the token after each. The logits
 * exist for a few positions at a time and never leave the graph; from them on everything is float32.
 */
final class LossHead {
    /** Projects hidden states to logits. */
    interface Projection {
        Value logits(Value hidden);
    }

    private final Blocks blocks;
    private final GraphShape shape;

    LossHead(Blocks blocks, GraphShape shape) {
        this.blocks = blocks;
        this.shape = shape;
    }

    /**
     * @param hidden {@code [batch, scored rows, hidden]}
     * @param targets int64 {@code [batch, scored rows]}
     * @return float32 {@code [batch, scored rows]}
     */
    Value losses(Value hidden, Value targets, Projection projection) {
        int count = shape.rows().count();
        var losses = new ArrayList<Value>();
        for (int from = 0; from < count; from += shape.headRows()) {
            int to = Math.min(from + shape.headRows(), count);
            boolean whole = from == 0 && to == count;
            losses.add(loss(
                    whole ? hidden : blocks.slice(hidden, 1, from, to),
                    whole ? targets : blocks.slice(targets, 1, from, to),
                    projection));
        }
        return blocks.concat(losses, 1);
    }

    private Value loss(Value hidden, Value targets, Projection projection) {
        ModelConfiguration.Scales scales = blocks.configuration().scales();
        GraphBuilder graph = blocks.graph();
        Value logits = blocks.scale(projection.logits(hidden), scales.logits());
        if (blocks.dtype() != DType.F32) {
            logits = blocks.cast(logits, DType.F32);
        }
        logits = blocks.softcap(logits, scales.logitSoftcap(), DType.F32);
        Value logLikelihoods = graph.node("LogSoftmax", List.of(logits), Map.of("axis", -1));
        Value index = graph.node("Unsqueeze", List.of(targets, graph.longs(-1)), Map.of());
        Value chosen = graph.node("GatherElements", List.of(logLikelihoods, index), Map.of("axis", -1));
        return graph.node("Neg", List.of(graph.node("Squeeze", List.of(chosen, graph.longs(-1)), Map.of())), Map.of());
    }
}
