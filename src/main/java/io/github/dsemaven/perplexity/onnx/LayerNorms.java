/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Layer norms that differ from the usual one with a weight and a bias. */
final class LayerNorms {
    private LayerNorms() {}

    /** With a weight and no bias. */
    static Value withoutBias(Blocks blocks, Value x, String name, int width) {
        return norm(blocks, x, List.of(blocks.parameters().weight(name + ".weight", ModuleKind.OTHER, width)));
    }

    /** Times one more than the weight, plus a bias, in float32. */
    static Value fromOne(Blocks blocks, Value x, String name, int width) {
        GraphBuilder graph = blocks.graph();
        boolean narrow = blocks.dtype() != DType.F32;
        Value weight = blocks.parameters().weight(name + ".weight", ModuleKind.OTHER, width);
        Value bias = blocks.parameters().weight(name + ".bias", ModuleKind.OTHER, width);
        Value wide = blocks.add(narrow ? blocks.cast(weight, DType.F32) : weight, graph.scalar(1, DType.F32));
        Value result = norm(
                blocks,
                narrow ? blocks.cast(x, DType.F32) : x,
                List.of(wide, narrow ? blocks.cast(bias, DType.F32) : bias));
        return narrow ? blocks.cast(result, blocks.dtype()) : result;
    }

    /**
     * Of each head by itself, with a weight for each head and no bias.
     *
     * @param weight {@code [heads, headSize]}
     */
    static Value ofHeads(Blocks blocks, Value x, Value weight, int heads) {
        int size = blocks.configuration().attention().headSize();
        Value ones = blocks.graph().table(blocks.dtype(), List.of("ones"), () -> ones(size), size);
        Value normed = norm(blocks, blocks.reshape(x, 0, 0, heads, size), List.of(ones));
        return blocks.reshape(blocks.multiply(normed, weight), 0, 0, (long) heads * size);
    }

    private static Value norm(Blocks blocks, Value x, List<Value> parameters) {
        return blocks.graph()
                .node(
                        "LayerNormalization",
                        parameters.size() == 1
                                ? List.of(x, parameters.get(0))
                                : List.of(x, parameters.get(0), parameters.get(1)),
                        Map.of("epsilon", blocks.configuration().normEpsilon(), "axis", -1));
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
