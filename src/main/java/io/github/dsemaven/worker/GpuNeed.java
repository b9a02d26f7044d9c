/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import io.github.dsemaven.perplexity.onnx.Supply;

/**
 * How much memory of a card an evaluation takes, about.
 *
 * @param weights bytes of the weights
 * @param window bytes of what is computed for one window
 * @param fixed bytes of everything else, for each call in flight
 */
record GpuNeed(long weights, long window, long fixed) {
    /** CUDA's context and kernels. */
    static final long CONTEXT = 640L << 20;

    /** cuBLAS' workspace and small buffers. */
    private static final long CALL = 128L << 20;

    /**
     * @param length tokens of a window
     * @param logits elements of the logits at a time
     */
    static GpuNeed of(ModelConfiguration model, ModelGraph graph, DType dtype, int length, long logits) {
        long weights = 0;
        for (ModelGraph.Parameter parameter : graph.parameters()) {
            weights += parameter.supply().writtenBytes();
            if (parameter.supply() instanceof Supply.Stored) {
                weights += parameter.tensor().byteLength();
            }
            weights += parameter.initializers().values().stream()
                    .mapToLong(data -> data.data().capacity())
                    .sum();
        }
        long heads = model.attention().queryWidth() + 2L * model.attention().keyWidth();
        long width =
                5L * model.hiddenSize() + 2 * heads + 3L * model.feedForward().size();
        // Logits in the graph's type, widened, and their logarithms.
        return new GpuNeed(weights, length * width * dtype.bytes(), logits * (dtype.bytes() + 8L) + CALL);
    }

    /** Bytes for so many calls in flight of so many windows. */
    long total(int lanes, int batch) {
        return CONTEXT + weights + lanes * (batch * window + fixed);
    }
}
