/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A weight quantized in groups and left that way: {@code w' = (code - zero point) * scale}, with the codes that
 * {@link WeightQuantizer} restores. Codes of up to 4 bits lie two in a byte, the first in its lower half.
 *
 * @param layout where everything lies
 * @param codes {@code [outputs, layout.rowCodes()]}
 * @param scales {@code [outputs, groups]}, values of the type of the arithmetic
 * @param zeroPoints {@code [outputs, groups]}, one a byte
 */
public record GroupCodes(Layout layout, ByteBuffer codes, float[] scales, byte[] zeroPoints) {
    /**
     * Sizes of a quantized weight.
     *
     * @param group inputs that share a scale
     * @param bits in which a code is stored: 4 or 8
     * @param wholeGroups whether the last group of a row is filled up with codes that stand for 0
     */
    public record Layout(int outputs, int inputs, int group, int bits, boolean wholeGroups) {
        /** The layout of a weight under a treatment, in 4 bits where they suffice and rows end with a byte. */
        public static Layout of(Tensor weight, Treatment.Group treatment, boolean wholeGroups) {
            boolean transposed = treatment.transposed();
            int outputs = Math.toIntExact(transposed ? weight.rowLength() : weight.rows());
            int inputs = Math.toIntExact(transposed ? weight.rows() : weight.rowLength());
            int group = treatment.format().groupSize(inputs);
            boolean even = wholeGroups ? group % 2 == 0 : inputs % 2 == 0;
            return new Layout(outputs, inputs, group, treatment.format().bits() <= 4 && even ? 4 : 8, wholeGroups);
        }

        /** Groups of a row. */
        public int groups() {
            return (inputs + group - 1) / group;
        }

        /** Codes of a row. */
        public int rowCodes() {
            return wholeGroups ? groups() * group : inputs;
        }

        /** Bytes of a row's codes. */
        public int rowBytes() {
            return rowCodes() * bits / 8;
        }
    }

    /**
     * Quantizes a weight.
     *
     * @param layout made for this weight and treatment
     * @throws io.github.dsemaven.diagnostic.DseException where a value is not finite
     */
    public static GroupCodes quantize(Tensor weight, Treatment.Group treatment, Layout layout, int threads) {
        Tensor straight = treatment.transposed() ? Transposition.of(weight) : weight;
        var plain = new Treatment.Group(treatment.format(), treatment.arithmetic(), false);
        int inputs = layout.inputs();
        ByteBuffer codes = ByteBuffer.allocateDirect(Math.multiplyExact(layout.outputs(), layout.rowBytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] scales = new float[layout.outputs() * layout.groups()];
        byte[] zeroPoints = new byte[scales.length];
        Parallel.run(threads, layout.outputs(), () -> {
            GroupRestorer restorer = GroupRestorer.of(straight, plain);
            float[] row = new float[layout.rowCodes()];
            byte[] packed = new byte[layout.rowBytes()];
            return output -> {
                Lanes restored = restorer.restore((long) output * inputs, inputs);
                restorer.divide(restored, row);
                number(row, inputs);
                for (int i = 0; i < layout.groups(); i++) {
                    int from = i * layout.group();
                    int zeroPoint = restorer.zeroPoint(restored, from);
                    float scale = restorer.scale(restored, from);
                    scales[output * layout.groups() + i] = scale;
                    zeroPoints[output * layout.groups() + i] = (byte) zeroPoint;
                    int to = Math.min(from + layout.group(), row.length);
                    if (scale == 0) {
                        Arrays.fill(row, from, to, GroupLoops.MAGIC + zeroPoint);
                    } else {
                        shift(row, from, Math.min(to, inputs), zeroPoint);
                        Arrays.fill(row, Math.min(to, inputs), to, GroupLoops.MAGIC + zeroPoint);
                    }
                }
                pack(row, layout.bits(), packed);
                codes.slice(output * packed.length, packed.length).put(packed);
            };
        });
        return new GroupCodes(layout, codes, scales, zeroPoints);
    }

    /**
     * Restored values are whole numbers of scales but for the rounding of the product, which is less than half of one also
     * for 8 bits in bfloat16 (255 / 512).
     */
    private static void number(float[] multiples, int count) {
        for (int i = 0; i < count; i++) {
            multiples[i] += GroupLoops.MAGIC;
        }
    }

    private static void shift(float[] row, int from, int to, int zeroPoint) {
        for (int i = from; i < to; i++) {
            row[i] += zeroPoint;
        }
    }

    private static void pack(float[] row, int bits, byte[] into) {
        if (bits == 8) {
            for (int i = 0; i < into.length; i++) {
                into[i] = (byte) Float.floatToRawIntBits(row[i]);
            }
            return;
        }
        for (int i = 0; i < into.length; i++) {
            int first = Float.floatToRawIntBits(row[2 * i]) & 15;
            into[i] = (byte) (first | Float.floatToRawIntBits(row[2 * i + 1]) << 4);
        }
    }

    /** The type that holds the scales exactly. */
    public static DType scaleType(Treatment.Group treatment) {
        return treatment.arithmetic() == DType.F16 ? DType.F16 : DType.F32;
    }
}
