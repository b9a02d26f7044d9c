/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;

/**
 * Builds the graph of a checkpoint in stages, each a model of its own: the embedding, every layer, and parts of the head. Only
 * one stage's weights then have to exist in the form that computes. For CPUs.
 */
public final class StageCompiler {
    private final Checkpoint checkpoint;
    private final ModelConfiguration configuration;
    private final WeightSource weights;
    private final GraphSettings settings;
    private final Architecture architecture;

    /** @param settings with the attention of CPUs */
    public StageCompiler(Checkpoint checkpoint, WeightSource weights, GraphSettings settings) {
        this.checkpoint = checkpoint;
        this.configuration = checkpoint.configuration();
        this.weights = weights;
        this.settings = settings;
        this.architecture = Architectures.of(configuration);
    }

    /** A graph that is being built. */
    private final class Stage {
        private final GraphBuilder graph = new GraphBuilder();
        private final Parameters parameters =
                new Parameters(checkpoint, weights, graph, settings.dtype(), architecture.prefix());
        private final Blocks blocks;
        private final Rotary rotary;

        Stage(GraphShape shape) {
            this.blocks = new Blocks(graph, parameters, configuration, settings, shape.length());
            this.rotary = new Rotary(blocks, shape.length());
        }

        DecoderBuilder decoder() {
            // One layer's weights are all there is, so a window may be cut however large the model is.
            return new DecoderBuilder(architecture, blocks, new BlockCausalAttention(blocks, rotary), settings, 0);
        }

        ModelGraph build() {
            graph.fuseResidualNorms();
            return new ModelGraph(graph.build(), parameters.used(), rotary.configurations());
        }
    }

    /** Positions that layers compute for windows of a shape. */
    public int rows(GraphShape shape) {
        return new Stage(shape).decoder().rows(shape);
    }

    /** From {@code input_ids}, int64 {@code [batch, length]}, to {@code y}, float32 {@code [batch, rows, hidden]}. */
    public ModelGraph embedding(GraphShape shape) {
        var stage = new Stage(shape);
        Value ids = stage.graph.input("input_ids", Types.INT64, -1, shape.length());
        Value embedded = architecture.embed(stage.blocks, ids);
        int rows = stage.decoder().rows(shape);
        Value y = rows == shape.length() ? embedded : stage.blocks.slice(embedded, 1, 0, rows);
        stage.graph.output("y", y, Types.FLOAT, -1, rows, configuration.hiddenSize());
        return stage.build();
    }

    /**
     * From {@code x}, float32 {@code [batch, rows, hidden]}, to {@code y} of the same shape; of the last layer
     * {@code [batch, scored rows, width of the head]}. Rotary tables are inputs as in {@link ModelGraph}.
     */
    public ModelGraph layer(int index, GraphShape shape) {
        var stage = new Stage(shape);
        DecoderBuilder decoder = stage.decoder();
        int rows = decoder.rows(shape);
        boolean last = index == configuration.layers().size() - 1;
        Value x = stage.graph.input("x", Types.FLOAT, -1, rows, configuration.hiddenSize());
        Value y = decoder.single(index, x, shape);
        if (last) {
            int width = configuration.residual().embeddingSize();
            stage.graph.output("y", y, Types.FLOAT, -1, shape.rows().count(), width);
        } else {
            stage.graph.output("y", y, Types.FLOAT, -1, rows, configuration.hiddenSize());
        }
        return stage.build();
    }

    /**
     * From {@code x}, float32 {@code [batch, scored rows, width]}, and {@code targets}, int64 {@code [batch, scored rows]}, to
     * {@code sum} and {@code chosen}, float32 {@code [batch, scored rows, 1]}: the logarithm of the sum of this part's
     * exponentials, and the target's logit where it lies in this part, else 0.
     *
     * @param from first entry of the vocabulary; the source supplies the head's rows from it on
     * @param to one past the last
     */
    public ModelGraph head(GraphShape shape, int from, int to) {
        var stage = new Stage(shape);
        int scored = shape.rows().count();
        int width = configuration.residual().embeddingSize();
        Value x = stage.graph.input("x", Types.FLOAT, -1, scored, width);
        Value targets = stage.graph.input("targets", Types.INT64, -1, scored);
        Head head = architecture.head(configuration);
        Parameters.Raw raw = stage.parameters.table(head.weight(), head.kind(), configuration.vocabularySize(), width);
        LossHead.Part part = new LossHead(stage.blocks, shape, head, settings)
                .part(x, targets, stage.blocks.widen(raw.value(), raw), from, to);
        stage.graph.output("sum", part.sum(), Types.FLOAT, -1, scored, 1);
        stage.graph.output("chosen", part.chosen(), Types.FLOAT, -1, scored, 1);
        return stage.build();
    }
}
