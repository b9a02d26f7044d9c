/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.util.Arrays;

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
     * Packs codes two in a byte, the first in its upper half; the last byte may have the code of 0 in its lower one.
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
            BitLoops.nibbles(found[0], found[1], into, lanes.length());
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
        spread(storedScales, from, lanes);
        boolean normal = normal(storedScales, from, count);
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

    /** Makes the factor of each place its block's. */
    private void spread(float[] scales, long from, Lanes lanes) {
        int block = (int) (from / BLOCK);
        int length = BLOCK / lanes.number();
        int begin = 0;
        // A range of rows may begin within a block.
        int end = length - (int) (from % BLOCK) / lanes.number();
        while (begin < lanes.length()) {
            Arrays.fill(factors, begin, Math.min(end, lanes.length()), scales[block++]);
            begin = end;
            end += length;
        }
    }

    /** Whether the products of levels and the scales of some elements are normal halves. */
    private static boolean normal(float[] scales, long from, int count) {
        boolean normal = true;
        for (int block = (int) (from / BLOCK); block <= (from + count - 1) / BLOCK; block++) {
            normal &= scales[block] > SMALLEST_NORMAL & scales[block] < LARGEST_NORMAL;
        }
        return normal;
    }
}
