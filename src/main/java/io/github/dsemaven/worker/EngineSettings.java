/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.onnx.GraphSettings;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import java.util.OptionalInt;

/**
 * Where and how a session runs.
 *
 * @param cudaDevice number of the card, or empty for the CPU
 * @param dtype type of activations and weights
 * @param threads threads of the CPU's matrix products
 * @param batch most windows a call; results do not depend on it
 */
public record EngineSettings(OptionalInt cudaDevice, DType dtype, AttentionKernel attention, int threads, int batch) {
    /** Float32 on the CPU. */
    public static EngineSettings cpu(int threads, int batch) {
        return new EngineSettings(OptionalInt.empty(), DType.F32, AttentionKernel.BLOCK_CAUSAL, threads, batch);
    }

    GraphSettings graph(boolean wholeWindows, boolean checked) {
        return new GraphSettings(dtype, attention, wholeWindows, checked);
    }

    EngineSettings withAttention(AttentionKernel kernel) {
        return new EngineSettings(cudaDevice, dtype, kernel, threads, batch);
    }
}
