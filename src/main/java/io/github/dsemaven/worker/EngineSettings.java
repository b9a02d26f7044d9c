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
 * @param lowMemory whether quantized weights stay in few bits and are restored by the operator that multiplies them
 */
public record EngineSettings(
        OptionalInt cudaDevice, DType dtype, AttentionKernel attention, int threads, int batch, boolean lowMemory) {
    /** The oldest ONNX Runtime known to have GatedRMSNorm, on CUDA only. */
    private static final int[] GATED = {1, 29};

    /** With restored weights, which are faster. */
    public EngineSettings(OptionalInt cudaDevice, DType dtype, AttentionKernel attention, int threads, int batch) {
        this(cudaDevice, dtype, attention, threads, batch, false);
    }

    /** Float32 on the CPU. */
    public static EngineSettings cpu(int threads, int batch) {
        return new EngineSettings(OptionalInt.empty(), DType.F32, AttentionKernel.BLOCK_CAUSAL, threads, batch);
    }

    /** With operators that every version of ONNX Runtime has. */
    GraphSettings graph(boolean wholeWindows, boolean checked) {
        return new GraphSettings(dtype, attention, wholeWindows, checked, false);
    }

    /** @param version of ONNX Runtime */
    GraphSettings graph(String version, boolean wholeWindows, boolean checked) {
        boolean gated = cudaDevice.isPresent() && isAtLeast(version, GATED);
        return new GraphSettings(dtype, attention, wholeWindows, checked, gated);
    }

    private static boolean isAtLeast(String version, int[] least) {
        String[] parts = version.split("[.+-]");
        int major = Integer.parseInt(parts[0]);
        return major > least[0] || major == least[0] && Integer.parseInt(parts[1]) >= least[1];
    }

    EngineSettings withAttention(AttentionKernel kernel) {
        return new EngineSettings(cudaDevice, dtype, kernel, threads, batch, lowMemory);
    }

    EngineSettings withLowMemory(boolean low) {
        return new EngineSettings(cudaDevice, dtype, attention, threads, batch, low);
    }
}
