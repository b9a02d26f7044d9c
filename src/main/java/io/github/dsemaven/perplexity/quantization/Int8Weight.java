/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

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

    /** Added to a float, it leaves the nearest integer, ties to even, in the lowest bits: 1.5 x 2^23. */
    private static final float MAGIC = 12582912f;

    /** What bitsandbytes' kernel multiplies by: 1 / (127 * 127), as it spells it. */
    private static final float DEQUANTIZE = 6.200012e-05f;

    /**
     * Quantizes a weight.
     *
     * @param weight {@code [outputs, inputs]}
     * @param transposed whether it is stored {@code [inputs, outputs]} instead
     * @throws io.github.dsemaven.diagnostic.DseException where a value is not finite
     */
    public static Int8Weight quantize(Tensor weight, boolean transposed, int threads) {
        return quantize(weight, transposed, threads, ByteBuffer.allocateDirect(Math.toIntExact(weight.elements())));
    }

    /**
     * Quantizes a weight into memory of the caller's.
     *
     * @param codes direct, as many bytes as the weight has elements; becomes that of the result
     */
    public static Int8Weight quantize(Tensor weight, boolean transposed, int threads, ByteBuffer codes) {
        Tensor straight = transposed ? Transposition.of(weight) : weight;
        int outputs = Math.toIntExact(straight.rows());
        int inputs = Math.toIntExact(straight.rowLength());
        float[] scales = new float[outputs];
        Parallel.run(threads, outputs, () -> {
            var reader = new WeightReader(straight, FloatType.F16);
            float[] row = new float[inputs];
            byte[] quantized = new byte[inputs];
            return output -> {
                reader.read((long) output * inputs, row, inputs);
                scales[output] = quantize(row, quantized);
                if (!Float.isFinite(scales[output])) {
                    throw NotFinite.at(weight, output);
                }
                codes.slice(output * inputs, inputs).put(quantized);
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
            var reader = new WeightReader(straight, FloatType.F16);
            float[] row = new float[inputs];
            byte[][] quantized = new byte[BLOCK][inputs];
            byte[] together = new byte[BLOCK];
            return block -> {
                int first = block * BLOCK;
                int count = Math.min(BLOCK, outputs - first);
                for (int i = 0; i < count; i++) {
                    reader.read((long) (first + i) * inputs, row, inputs);
                    scales[first + i] = quantize(row, quantized[i]);
                    if (!Float.isFinite(scales[first + i])) {
                        throw NotFinite.at(weight, first + i);
                    }
                }
                for (int input = 0; input < inputs; input++) {
                    for (int i = 0; i < count; i++) {
                        together[i] = (byte) (quantized[i][input] + 128);
                    }
                    codes.put(input * outputs + first, together, 0, count);
                }
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

    private static float quantize(float[] row, byte[] codes) {
        float largest = Magnitude.largest(row, 0, row.length);
        float factor = largest == 0 ? 0 : 127f / largest;
        for (int i = 0; i < row.length; i++) {
            codes[i] = (byte) Float.floatToRawIntBits(row[i] * factor + MAGIC);
        }
        return largest;
    }

    /** The weight as its codes say, {@code T16(code * scale / 127)}: what multiplies outlier columns. */
    Supplier<Restorer> restorers() {
        return () -> (from, count, into) -> {
            for (int i = 0; i < count; i++) {
                int at = Math.toIntExact(from + i);
                into[i] = FloatType.F16.round(codes.get(at) * scales[at / inputs] / 127f);
            }
        };
    }
}
