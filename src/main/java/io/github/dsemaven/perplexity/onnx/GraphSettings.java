/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;

/**
 * How a graph computes.
 *
 * @param dtype type of activations and weights: F32, F16 or BF16; the losses are always float32
 * @param attention which operators compute attention
 * @param wholeWindows whether the last layer computes every position too, because what it computes for one depends on all
 * @param checked whether the graph also puts out, for each layer, if its output holds a NaN or an infinity
 * @param gated whether ONNX Runtime has GatedRMSNorm, which can multiply by SiLU in one pass over memory
 */
public record GraphSettings(
        DType dtype, AttentionKernel attention, boolean wholeWindows, boolean checked, boolean gated) {
    /** Operators that compute attention; all give the same numbers but for rounding. */
    public enum AttentionKernel {
        /** Matrix products over blocks of queries that see only the keys up to their end: fastest on CPUs. */
        BLOCK_CAUSAL,
        /** One fused operator, float16 and bfloat16 only on CUDA. */
        GROUP_QUERY,
        /** The ONNX standard's operator, every type on every device. */
        STANDARD
    }

    /** Whether the graph is for a GPU, where some operators of the CPU are missing or need libraries of their own. */
    boolean gpu() {
        return attention != AttentionKernel.BLOCK_CAUSAL;
    }

    /** Float32 on a CPU. */
    public static GraphSettings cpu() {
        return new GraphSettings(DType.F32, AttentionKernel.BLOCK_CAUSAL, false, false, false);
    }
}
