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

    /** Bytes of windows in a call: by measurements they take half as much again. */
    private static final long BATCH = 2L << 30;

    private static final int MOST_WINDOWS = 16;

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
        // Logits in the graph's type, widened, and their logarithms.
        return new GpuNeed(weights, window(model, dtype, length), logits * (dtype.bytes() + 8L) + CALL);
    }

    private static long window(ModelConfiguration model, DType dtype, int length) {
        long heads = model.attention().queryWidth() + 2L * model.attention().keyWidth();
        long width =
                5L * model.hiddenSize() + 2 * heads + 3L * model.feedForward().size();
        return length * width * dtype.bytes();
    }

    /**
     * Windows a call that a card is busy with, within 4 GiB beside the weights: 4 of 2048 tokens for Llama-3-8B, where 8 gained
     * 0.7 % and took 4.5 GiB, 8 for Llama-3.2-1B, where they gained 2 % over 4 (measured on an H100).
     */
    static int batch(ModelConfiguration model, DType dtype, int length) {
        long fitting = Math.max(1, BATCH / window(model, dtype, length));
        return Integer.highestOneBit((int) Math.min(MOST_WINDOWS, fitting));
    }

    /** Bytes for so many calls in flight of so many windows. */
    long total(int lanes, int batch) {
        return CONTEXT + weights + lanes * (batch * window + fixed);
    }
}
