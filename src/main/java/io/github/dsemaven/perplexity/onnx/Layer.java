/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.util.List;
import java.util.Map;

/**
 * One layer under construction, for a part of the window. The last layer puts out only positions that are scored, so that its
 * queries, output projection, feed-forward block and everything after run on these alone.
 *
 * @param index from 0
 * @param prefix of its tensors' names, such as {@code model.layers.0.}
 * @param input positions that its input holds
 * @param output those of them that it puts out
 */
record Layer(int index, String prefix, ModelConfiguration.Layer configuration, Rows input, Rows output) {
    /** The full name of one of its modules. */
    String name(String module) {
        return prefix + module;
    }

    /** The part of {@code [batch, input rows, width]} that the layer puts out. */
    Value select(Blocks blocks, Value x) {
        if (output.equals(input)) {
            return x;
        }
        if (output.isRange()) {
            return blocks.slice(x, 1, output.from() - input.from(), output.to() - input.from());
        }
        GraphBuilder graph = blocks.graph();
        Value index = graph.node("Unsqueeze", List.of(output.gathered(), graph.longs(2)), Map.of());
        return graph.node("GatherND", List.of(x, index), Map.of("batch_dims", 1));
    }
}
