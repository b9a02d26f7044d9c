/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A weight as LLM.int8() stores it: cast to float16, each output's row as {@code rint(w * (127 / max|w|))} with
 * {@code max|w|} as its scale.
 *
 * @param outputs rows of the codes
 * @param inputs columns of the codes
 * @param codes direct, {@code [outputs, inputs]} row-major, from -127 to 127
 * @param scales largest magnitude of each output's row
 */
public record Int8Weight(int outputs, int inputs, ByteBuffer codes, float[] scales) {
    /** Outputs that are turned together: a line of the cache. */
    private static final int BLOCK = 64;

    /** What bitsandbytes' kernel multiplies by: 1 / (127 * 127), as it spells it. */
    private static final float DEQUANTIZE = 6.200012e-05f;

    /**
     * Quantizes a weight into memory of the caller's.
     *
     * @param weight {@code [outputs, inputs]}
     * @param transposed whether it is stored {@code [inputs, outputs]} instead
     * @param codes direct, as many bytes as the weight has elements; becomes that of the result
     * @throws io.github.dsemaven.diagnostic.DseException where a value is not finite
     */
    public static Int8Weight quantize(Tensor weight, boolean transposed, int threads, ByteBuffer codes) {
        Tensor straight = transposed ? Transposition.of(weight) : weight;
        int outputs = Math.toIntExact(straight.rows());
        int inputs = Math.toIntExact(straight.rowLength());
        float[] scales = new float[outputs];
        Parallel.run(threads, outputs, () -> {
            var rows = new Int8Rows(straight);
            short[] pairs = new short[inputs / 2];
            byte[] single = new byte[inputs];
            return output -> {
                int[][] lanes = rows.codes(output);
                scales[output] = rows.scale();
                if (lanes.length == 2) {
                    BitLoops.lowestBytes(lanes[0], lanes[1], pairs);
                    codes.slice(output * inputs, inputs)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asShortBuffer()
                            .put(pairs);
                } else {
                    BitLoops.lowestBytes(lanes[0], single);
                    codes.put(output * inputs, single);
                }
            };
        });
        return new Int8Weight(outputs, inputs, codes, scales);
    }

    /**
     * Quantizes a weight with its codes by input: {@code [inputs, outputs]}, and 128 added to each.
     *
     * @param codes direct, as many bytes as the weight has elements
     * @return the largest magnitude of each output's row
     */
    public static float[] quantizeByInput(Tensor weight, boolean transposed, int threads, ByteBuffer codes) {
        Tensor straight = transposed ? Transposition.of(weight) : weight;
        int outputs = Math.toIntExact(straight.rows());
        int inputs = Math.toIntExact(straight.rowLength());
        float[] scales = new float[outputs];
        Parallel.run(threads, (outputs + BLOCK - 1) / BLOCK, () -> {
            var rows = new Int8Rows(straight);
            var turned = new TurnedBytes(BLOCK);
            return block -> {
                int first = block * BLOCK;
                int count = Math.min(BLOCK, outputs - first);
                for (int i = 0; i < count; i++) {
                    turned.put(i, rows.codes(first + i));
                    scales[first + i] = rows.scale();
                }
                turned.write(inputs, count, codes, first, outputs);
            };
        });
        return scales;
    }

    /**
     * What sums of products of codes are multiplied by, beside the scale of their activations.
     *
     * @param scales largest magnitude of each output's row
     */
    public static float[] factors(float[] scales) {
        float[] factors = new float[scales.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = scales[i] * DEQUANTIZE;
        }
        return factors;
    }
}
