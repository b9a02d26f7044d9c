/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;

/** Finds the codes of a weight's values in NF4, or what they stand for, given the scale of each block. One a thread: holds buffers. */
final class Nf4Blocks {
    private static final int BLOCK = Nf4Weight.BLOCK;

    /** Between these, the products of a scale and the levels are normal halves, which {@link GroupLoops} explains how to round. */
    private static final float SMALLEST_NORMAL = 0x1p-10f;

    private static final float LARGEST_NORMAL = 0x1p15f;

    private final float[] reciprocals;
    private final WeightReader reader;
    private final FloatBits floatBits = new FloatBits();
    private final int[][] found;
    private int[] bits = new int[0];
    private float[] factors = new float[0];

    /** @param reciprocals of the blocks' scales, with which codes are found */
    Nf4Blocks(Tensor weight, float[] reciprocals) {
        Lanes lanes = Lanes.of(weight, BLOCK);
        this.reciprocals = reciprocals;
        this.reader = new WeightReader(weight, FloatType.F16, lanes);
        this.found = new int[lanes.number()][0];
    }

    /**
     * Packs codes two in a byte, the first in its upper half; the last byte may have a 0 in its lower one.
     *
     * @param from a multiple of the length of a block
     */
    void codes(long from, int count, byte[] into) {
        Lanes lanes = normalized(from, count);
        for (int i = 0; i < lanes.number(); i++) {
            floatBits.of(lanes.get(i), bits, lanes.length());
            Nf4Codebook.codes(bits, found[i], lanes.length());
        }
        if (lanes.number() == 2) {
            for (int i = 0; i < lanes.length(); i++) {
                into[i] = (byte) (found[0][i] << 4 | found[1][i]);
            }
            return;
        }
        for (int i = 0; i + 1 < count; i += 2) {
            into[i / 2] = (byte) (found[0][i] << 4 | found[0][i + 1]);
        }
        if (count % 2 == 1) {
            into[count / 2] = (byte) (found[0][count - 1] << 4 | Nf4Codebook.ZERO);
        }
    }

    /** The levels of the codes times the stored scales of their blocks, rounded to halves. */
    Lanes restore(long from, int count, float[] storedScales) {
        Lanes lanes = normalized(from, count);
        for (int i = 0; i < lanes.number(); i++) {
            float[] lane = lanes.get(i);
            floatBits.of(lane, bits, lanes.length());
            Nf4Codebook.levels(bits, found[i], lanes.length());
            floatBits.toFloats(found[i], lane, lanes.length());
        }
        boolean normal = spread(storedScales, from, lanes);
        for (int i = 0; i < lanes.number(); i++) {
            if (normal) {
                CastLoops.halfProducts(lanes.get(i), factors, lanes.length());
            } else {
                CastLoops.multiply(lanes.get(i), factors, lanes.length());
                FloatType.F16.round(lanes.get(i), lanes.length());
            }
        }
        return lanes;
    }

    /** Values divided by their block's scale, the way bitsandbytes does it: multiplied by its reciprocal. */
    private Lanes normalized(long from, int count) {
        reader.read(from, count);
        Lanes lanes = reader.floats();
        reserve(lanes.length());
        spread(reciprocals, from, lanes);
        for (int i = 0; i < lanes.number(); i++) {
            CastLoops.multiply(lanes.get(i), factors, lanes.length());
        }
        return lanes;
    }

    private void reserve(int length) {
        if (bits.length < length) {
            bits = new int[length];
            factors = new float[length];
            for (int i = 0; i < found.length; i++) {
                found[i] = new int[length];
            }
        }
    }

    /** Makes the factor of each place its block's; whether products with levels are then normal halves. */
    private boolean spread(float[] scales, long from, Lanes lanes) {
        float smallest = LARGEST_NORMAL;
        float largest = 0;
        int begin = 0;
        while (begin < lanes.length()) {
            long block = (from + (long) begin * lanes.number()) / BLOCK;
            int end = (int) Math.min(lanes.length(), ((block + 1) * BLOCK - from) / lanes.number());
            float scale = scales[(int) block];
            for (int i = begin; i < end; i++) {
                factors[i] = scale;
            }
            smallest = Math.min(smallest, scale);
            largest = Math.max(largest, scale);
            begin = end;
        }
        return smallest > SMALLEST_NORMAL && largest < LARGEST_NORMAL;
    }
}
