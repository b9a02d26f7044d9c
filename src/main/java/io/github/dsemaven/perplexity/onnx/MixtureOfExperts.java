/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import java.util.List;
import java.util.Map;

/**
 * A feed-forward block of which each token uses the few experts that a router likes best, weighted by their
 * probabilities, renormalized or not. Every expert computes only the tokens routed to it.
 */
final class MixtureOfExperts {
    private final Blocks blocks;
    private final GraphBuilder graph;
    private final ModelConfiguration.FeedForward sizes;
    private final int hidden;
    private final List<String> names;

    /** @param names what the family calls an expert's gate, up and down projections */
    MixtureOfExperts(Blocks blocks, List<String> names) {
        this.names = names;
        this.blocks = blocks;
        this.graph = blocks.graph();
        this.sizes = blocks.configuration().feedForward();
        this.hidden = blocks.configuration().hiddenSize();
    }

    /** @param x {@code [batch, rows, hidden]} */
    Value route(Value x, int rows, String name) {
        Value tokens = blocks.reshape(x, -1, hidden);
        Value wide = wide(tokens);
        Value probabilities = graph.node("Softmax", List.of(logits(wide, name)), Map.of("axis", -1));
        List<Value> best = graph.nodes(
                "TopK", 2, List.of(probabilities, graph.longs(sizes.expertsPerToken())), Map.of("axis", -1));
        Value shares = sizes.renormalized() ? renormalized(best.get(0)) : best.get(0);
        // Sums are float32: no device adds scattered rows in every type.
        Value sum = graph.node("Sub", List.of(wide, wide), Map.of());
        for (int expert = 0; expert < sizes.experts(); expert++) {
            sum = addExpert(sum, wide, best.get(1), shares, name + ".experts." + expert, expert);
        }
        return blocks.reshape(narrow(sum), -1, rows, hidden);
    }

    private Value renormalized(Value chosen) {
        Value total = graph.node("ReduceSum", List.of(chosen, graph.longs(-1)), Map.of("keepdims", 1));
        return graph.node("Div", List.of(chosen, total), Map.of());
    }

    private Value wide(Value x) {
        return blocks.dtype() == DType.F32 ? x : blocks.cast(x, DType.F32);
    }

    private Value narrow(Value x) {
        return blocks.dtype() == DType.F32 ? x : blocks.cast(x, blocks.dtype());
    }

    /** In float32: which experts a token gets hangs on differences that 16 bits round away. */
    private Value logits(Value tokens, String name) {
        Value weight = blocks.parameters().weight(name + ".gate.weight", ModuleKind.ROUTER, sizes.experts(), hidden);
        Value matrix = blocks.dtype() == DType.F32 ? weight : graph.castWeight(weight, Types.FLOAT);
        return graph.microsoft("FusedMatMul", List.of(tokens, matrix), Map.of("transB", 1));
    }

    private Value addExpert(Value sum, Value tokens, Value chosen, Value shares, String name, int expert) {
        Value here = graph.node("Equal", List.of(chosen, graph.longs(expert)), Map.of());
        Value mask = blocks.cast(here, DType.F32);
        // A token chooses an expert at most once, so the sum over its choices is the one share.
        Value share =
                graph.node("ReduceSum", List.of(blocks.multiply(shares, mask), graph.longs(-1)), Map.of("keepdims", 0));
        // As above; a maximum would need cuDNN on a GPU.
        Value any = graph.node("ReduceSum", List.of(mask, graph.longs(-1)), Map.of("keepdims", 0));
        // [1, routed] to [routed, 1]
        Value index = blocks.transpose(graph.node("NonZero", List.of(any), Map.of()), 1, 0);
        Value routed = narrow(graph.node("GatherND", List.of(tokens, index), Map.of()));
        int size = sizes.expertSize();
        Value gate = blocks.linear(routed, name + "." + names.get(0), ModuleKind.EXPERT, size, hidden, false);
        Value up = blocks.linear(routed, name + "." + names.get(1), ModuleKind.EXPERT, size, hidden, false);
        Value inner = blocks.gate(gate, up, sizes.activation(), size);
        Value out = blocks.linear(inner, name + "." + names.get(2), ModuleKind.EXPERT, hidden, size, false);
        Value routedShare = graph.node("GatherND", List.of(share, index), Map.of());
        Value weights = graph.node("Unsqueeze", List.of(routedShare, graph.longs(1)), Map.of());
        Value contribution = blocks.multiply(wide(out), weights);
        return graph.node("ScatterND", List.of(sum, index, contribution), Map.of("reduction", "add"));
    }
}
