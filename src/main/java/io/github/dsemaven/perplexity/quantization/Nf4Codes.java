/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;

/**
 * A weight in NF4, left that way: for each block of 64 over the flattened weight a scale, as it is after its own
 * quantization, and codes two in a byte, the first in its upper half.
 *
 * @param outputs rows of the weight
 * @param inputs its columns
 * @param codes direct
 * @param scales one a block
 */
public record Nf4Codes(int outputs, int inputs, ByteBuffer codes, float[] scales) {
    /** Elements that share a scale. */
    public static final int BLOCK = Nf4Weight.BLOCK;

    /**
     * Quantizes a weight.
     *
     * @param transposed whether it is stored {@code [inputs, outputs]}
     * @throws io.github.dsemaven.diagnostic.DseException where a value is not finite
     */
    public static Nf4Codes quantize(Tensor weight, boolean transposed, int threads) {
        Tensor straight = transposed ? Transposition.of(weight) : weight;
        Nf4Weight quantized = Nf4Weight.quantize(straight, threads);
        int outputs = Math.toIntExact(straight.rows());
        int inputs = Math.toIntExact(straight.rowLength());
        return new Nf4Codes(outputs, inputs, quantized.codes(threads), quantized.scales());
    }
}
