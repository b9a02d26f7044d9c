/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the graph of a checkpoint: embedding, layers, head and losses. */
public final class GraphCompiler {
    private final Checkpoint checkpoint;
    private final WeightSource weights;
    private final GraphSettings settings;

    public GraphCompiler(Checkpoint checkpoint, WeightSource weights, GraphSettings settings) {
        this.checkpoint = checkpoint;
        this.weights = weights;
        this.settings = settings;
    }

    /**
     * The model for windows of one shape.
     *
     * @throws io.github.dsemaven.diagnostic.DseException where the tensors contradict the configuration
     */
    public ModelGraph compile(GraphShape shape) {
        ModelConfiguration configuration = checkpoint.configuration();
        Architecture architecture = Architectures.of(configuration);
        var graph = new GraphBuilder();
        var parameters = new Parameters(checkpoint, weights, graph, settings.dtype(), architecture.prefix());
        var blocks = new Blocks(graph, parameters, configuration, settings, shape.length());
        var rotary = new Rotary(blocks, shape.length());
        Value ids = graph.input("input_ids", Types.INT64, -1, shape.length());
        Attention attention = switch (settings.attention()) {
            case BLOCK_CAUSAL -> new BlockCausalAttention(blocks, rotary, shape.length());
            case GROUP_QUERY, STANDARD -> new FusedAttention(blocks, rotary, shape.length(), settings.attention(), ids);
        };
        Value targets = graph.input("targets", Types.INT64, -1, shape.rows().count());
        Rows scored = scored(graph, shape);
        var checks = new ArrayList<Value>();
        Value x = architecture.embed(blocks, ids);
        check(graph, x, checks);
        int layers = configuration.layers().size();
        for (int i = 0; i < layers; i++) {
            Rows rows = i == layers - 1 && !settings.wholeWindows() ? scored : Rows.all(shape.length());
            var layer = new Layer(
                    i, architecture.layerPrefix(i), configuration.layers().get(i), rows);
            x = architecture.layer(blocks, attention, layer, x);
            check(graph, x, checks);
        }
        Value hidden = architecture.finish(blocks, settings.wholeWindows() ? scored.of(blocks, x) : x);
        Value losses =
                new LossHead(blocks, shape).losses(hidden, targets, value -> architecture.project(blocks, value));
        graph.output("nll", losses, Types.FLOAT, -1, shape.rows().count());
        if (settings.checked()) {
            graph.output("finite", blocks.concat(checks, 0), Types.BOOL, checks.size());
        }
        if (settings.gpu()) {
            graph.fuseResidualNorms();
        }
        return new ModelGraph(graph.build(), parameters.finish(architecture.ignorable()), rotary.configurations());
    }

    private static Rows scored(GraphBuilder graph, GraphShape shape) {
        if (shape.rows() instanceof ScoredRows.Range range) {
            boolean all = range.from() == 0 && range.to() == shape.length();
            return new Rows(range.from(), range.count(), Value.NONE, all);
        }
        int count = shape.rows().count();
        return new Rows(0, count, graph.input("rows", Types.INT64, -1, count), false);
    }

    /** Whether a layer's output is finite: its sum times zero is NaN where any element is NaN or infinite. */
    private void check(GraphBuilder graph, Value x, List<Value> checks) {
        if (settings.checked()) {
            Value zero = graph.node("Sub", List.of(x, x), Map.of());
            Value sum = graph.node("ReduceSum", List.of(zero), Map.of("keepdims", 0));
            Value nan = graph.node("IsNaN", List.of(sum), Map.of());
            checks.add(graph.node(
                    "Unsqueeze", List.of(graph.node("Not", List.of(nan), Map.of()), graph.longs(0)), Map.of()));
        }
    }
}
