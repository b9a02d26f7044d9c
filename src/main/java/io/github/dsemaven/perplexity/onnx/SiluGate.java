/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code SiLU(gate) * x} in one operator that reads both once, where ONNX Runtime has none for it:
 * {@code x / sqrt(mean(x^2) + e) * w * SiLU(gate)} with e so large that the mean changes nothing, and w = sqrt(e). A row of
 * 14,336 took 490 us for 8,192 of them on an H100, instead of 737 by QuickGelu and Mul; shorter groups for the mean took longer.
 */
final class SiluGate {
    /**
     * In float16, whose largest power of two bounds w, the mean changes the result by less than float16 can tell unless the
     * root mean square of x exceeds 700.
     */
    private static final int HALF_EXPONENT = 15;

    /** For bfloat16 and float32, which have room: the mean of any activation vanishes. */
    private static final int EXPONENT = 60;

    private SiluGate() {}

    /** @param width of the last dimension */
    static Value multiply(GraphBuilder graph, DType dtype, Value gate, Value x, int width) {
        int exponent = dtype == DType.F16 ? HALF_EXPONENT : EXPONENT;
        float[] weights = new float[width];
        Arrays.fill(weights, Math.scalb(1f, exponent));
        Value weight = graph.table(dtype, List.of("gate"), () -> weights, width);
        return graph.microsoft(
                "GatedRMSNorm", List.of(x, weight, gate), Map.of("epsilon", Math.scalb(1f, 2 * exponent)));
    }
}
