/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.checkpoint.Tensor;

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
            case BLOCK_CAUSAL -> new BlockCausalAttention(blocks, rotary);
            case GROUP_QUERY, STANDARD -> new FusedAttention(blocks, rotary, shape.length(), settings.attention(), ids);
        };
        Value targets = graph.input("targets", Types.INT64, -1, shape.rows().count());
        long elements = checkpoint.tensors().values().stream()
                .mapToLong(Tensor::elements)
                .sum();
        var decoder = new DecoderBuilder(architecture, blocks, attention, settings, elements);
        Value hidden = decoder.hidden(ids, shape);
        Value losses = new LossHead(blocks, shape, architecture.head(configuration), settings).losses(hidden, targets);
        graph.output("nll", losses, Types.FLOAT, -1, shape.rows().count());
        if (settings.checked()) {
            Value finite = decoder.finite();
            graph.output("finite", finite, Types.BOOL, configuration.layers().size() + 1);
        }
        graph.fuseResidualNorms();
        return new ModelGraph(graph.build(), parameters.finish(architecture.ignorable()), rotary.configurations());
    }
}
