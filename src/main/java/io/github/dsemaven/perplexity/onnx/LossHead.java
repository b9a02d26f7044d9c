/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the last hidden states of the scored positions to the negative log-likelihood of the token after each. The logits
 * exist for a few positions, or for a part of the vocabulary, at a time and never leave the graph; from them on everything is
 * float32.
 */
public final class LossHead {
    /** Elements of a head whose products read a packed copy where the others do: 32 MiB in float32. */
    private static final long MOST_PACKED = 8L << 20;

    /**
     * A cast weight of more elements is cast and used part by part: 128 MiB in float32. On a GPU a weight up to this size is
     * cast to float32, because logits rounded to 16 bits are most of a small model's error.
     */
    private static final long LARGEST_CAST = 32L << 20;

    private final Blocks blocks;
    private final GraphBuilder graph;
    private final ModelConfiguration configuration;
    private final GraphShape shape;
    private final Head head;
    private final boolean cpu;

    LossHead(Blocks blocks, GraphShape shape, Head head, GraphSettings settings) {
        this.blocks = blocks;
        this.graph = blocks.graph();
        this.configuration = blocks.configuration();
        this.shape = shape;
        this.head = head;
        this.cpu = settings.attention() == AttentionKernel.BLOCK_CAUSAL;
    }

    /** Elements of the head if its products on a CPU read it as it is, whatever is done for the others; else none. */
    public static long unpackedElements(ModelConfiguration configuration) {
        long elements =
                (long) configuration.vocabularySize() * configuration.residual().embeddingSize();
        return elements > MOST_PACKED ? elements : 0;
    }

    /**
     * @param hidden {@code [batch, scored rows, hidden]}
     * @param targets int64 {@code [batch, scored rows]}
     * @return float32 {@code [batch, scored rows]}
     */
    Value losses(Value hidden, Value targets) {
        int vocabulary = configuration.vocabularySize();
        int width = configuration.residual().embeddingSize();
        Parameters.Raw raw = blocks.parameters().table(head.weight(), head.kind(), vocabulary, width);
        boolean cast = raw.from() != blocks.dtype() || raw.through() != blocks.dtype();
        if (cpu && cast && (long) vocabulary * width > LARGEST_CAST) {
            return byVocabulary(hidden, targets, raw, (int) (LARGEST_CAST / width));
        }
        Value weight = blocks.parameters().weight(head.weight(), head.kind(), vocabulary, width);
        if (blocks.dtype() != DType.F32 && (long) vocabulary * width <= LARGEST_CAST) {
            return byRows(blocks.cast(hidden, DType.F32), targets, graph.castWeight(weight, Types.FLOAT), DType.F32);
        }
        if (!blocks.gpu() && raw.value().equals(weight) && unpackedElements(configuration) > 0) {
            // What an input may replace is not packed: the copy of a large head is not worth its memory.
            graph.input(weight.name(), Types.of(blocks.dtype()), vocabulary, width);
        }
        return byRows(hidden, targets, weight, blocks.dtype());
    }

    private Value byRows(Value hidden, Value targets, Value weight, DType type) {
        int count = shape.rows().count();
        var losses = new ArrayList<Value>();
        for (int from = 0; from < count; from += shape.headRows()) {
            int to = Math.min(from + shape.headRows(), count);
            boolean whole = from == 0 && to == count;
            Value logits = logits(whole ? hidden : blocks.slice(hidden, 1, from, to), weight, bias(), type);
            Value likelihoods = graph.node("LogSoftmax", List.of(logits), Map.of("axis", -1));
            Value chosen = pick(likelihoods, whole ? targets : blocks.slice(targets, 1, from, to));
            losses.add(graph.node(
                    "Neg", List.of(graph.node("Squeeze", List.of(chosen, graph.longs(-1)), Map.of())), Map.of()));
        }
        return blocks.concat(losses, 1);
    }

    /**
     * What a part of the vocabulary says.
     *
     * @param sum logarithm of the sum of its exponentials, {@code [batch, scored rows, 1]}
     * @param chosen the target's logit where it lies in this part, else 0
     */
    record Part(Value sum, Value chosen) {}

    /**
     * The logits of a part of the vocabulary.
     *
     * @param weight rows {@code from} to {@code to} of the head, in the graph's type
     */
    Part part(Value hidden, Value targets, Value weight, int from, int to) {
        Value bias = bias().equals(Value.NONE) ? Value.NONE : blocks.slice(bias(), 0, from, to);
        Value logits = logits(hidden, weight, bias, blocks.dtype());
        Value index = graph.node("Sub", List.of(targets, graph.longs(from)), Map.of());
        Value inside =
                graph.node("Clip", List.of(index, graph.longScalar(0), graph.longScalar(to - from - 1)), Map.of());
        Value here = graph.node("Equal", List.of(index, inside), Map.of());
        Value mask = graph.node("Unsqueeze", List.of(here, graph.longs(-1)), Map.of());
        Value chosen = graph.node("Where", List.of(mask, pick(logits, inside), graph.scalar(0, DType.F32)), Map.of());
        return new Part(logSum(logits), chosen);
    }

    /** The same by parts of the vocabulary: the logarithm of the sum over parts, less the target's logit from its part. */
    private Value byVocabulary(Value hidden, Value targets, Parameters.Raw raw, int entries) {
        int vocabulary = configuration.vocabularySize();
        var sums = new ArrayList<Value>();
        var chosen = new ArrayList<Value>();
        for (int from = 0; from < vocabulary; from += entries) {
            int to = Math.min(from + entries, vocabulary);
            Value weight = blocks.widen(blocks.slice(raw.value(), 0, from, to), raw);
            Part part = part(hidden, targets, weight, from, to);
            sums.add(part.sum());
            chosen.add(part.chosen());
        }
        Value total = logSum(blocks.concat(sums, 2));
        Value target = chosen.size() == 1 ? chosen.get(0) : graph.node("Sum", chosen, Map.of());
        Value loss = graph.node("Sub", List.of(total, target), Map.of());
        return graph.node("Squeeze", List.of(loss, graph.longs(-1)), Map.of());
    }

    private Value logSum(Value logits) {
        return graph.node("ReduceLogSumExp", List.of(logits, graph.longs(-1)), Map.of("keepdims", 1));
    }

    /** @param type of hidden states and weight */
    private Value logits(Value hidden, Value weight, Value bias, DType type) {
        ModelConfiguration.Scales scales = configuration.scales();
        Value logits = graph.microsoft("FusedMatMul", List.of(hidden, weight), Map.of("transB", 1));
        if (!bias.equals(Value.NONE)) {
            logits = blocks.add(logits, type == blocks.dtype() ? bias : blocks.cast(bias, type));
        }
        if (scales.logits() != 1) {
            logits = blocks.multiply(logits, graph.scalar(scales.logits(), type));
        }
        if (type != DType.F32) {
            logits = blocks.cast(logits, DType.F32);
        }
        return blocks.softcap(logits, scales.logitSoftcap(), DType.F32);
    }

    private Value bias() {
        return head.bias().isEmpty()
                ? Value.NONE
                : blocks.parameters().weight(head.bias(), ModuleKind.OTHER, configuration.vocabularySize());
    }

    private Value pick(Value values, Value targets) {
        Value index = graph.node("Unsqueeze", List.of(targets, graph.longs(-1)), Map.of());
        return graph.node("GatherElements", List.of(values, index), Map.of("axis", -1));
    }
}
