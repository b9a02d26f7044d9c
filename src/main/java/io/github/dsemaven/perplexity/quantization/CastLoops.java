/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/**
 * Casts as loops that the compiler turns into vector instructions: float arithmetic, or integer arithmetic on bits, and no branch.
 * For finite values, which weights to be quantized must be: what overflows comes out larger than any value of the type, or as NaN.
 */
final class CastLoops {
    /** Of magnitudes below it, 2^-14, halves have a last place of 2^-24, as floats around 0.75 have. */
    private static final float SMALLEST_NORMAL_HALF = 0x1p-14f;

    private static final float SUBNORMAL = 0.75f;
    private static final float HALF_SPLITTER = GroupLoops.splitter(FloatType.F16);

    /** Leaves a last place of 2^-6 when added and subtracted: 1.5 x 2^17. */
    private static final float COARSE = 196608f;

    private CastLoops() {}

    /**
     * Rounds to halves. {@link GroupLoops} explains the rounding of normal ones; with a value cut to the range of the subnormal
     * ones, its own rounding is taken away and that of subnormals added. For normal ones both are the cut value, and adding what
     * was taken away gives back a number of so few digits.
     */
    static void half(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            float x = values[i];
            float small = Math.max(-SMALLEST_NORMAL_HALF, Math.min(SMALLEST_NORMAL_HALF, x));
            float cx = x * HALF_SPLITTER;
            float cs = small * HALF_SPLITTER;
            values[i] = cx - (cx - x) - (cs - (cs - small)) + (small + SUBNORMAL - SUBNORMAL);
        }
    }

    /** Rounds zeros and values from 2^-14 on to halves. */
    static void normalHalf(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            float split = values[i] * HALF_SPLITTER;
            values[i] = split - (split - values[i]);
        }
    }

    /** Multiplies, and rounds products that are zero or 2^-14 and more to halves. */
    static void halfProducts(float[] values, float[] factors, int count) {
        for (int i = 0; i < count; i++) {
            float product = values[i] * factors[i];
            float split = product * HALF_SPLITTER;
            values[i] = split - (split - product);
        }
    }

    /**
     * Rounds values of bfloat16 to halves: exact but for those below 2^-17. So the part that is a multiple of 2^-6 is set aside,
     * and the rest rounded to a multiple of 2^-24.
     *
     * @param coarse scratch of the same length: in one loop JDK 17 makes no vector instructions
     */
    static void halfOfBFloat16(float[] values, float[] coarse, int count) {
        for (int i = 0; i < count; i++) {
            coarse[i] = values[i] + COARSE - COARSE;
        }
        for (int i = 0; i < count; i++) {
            values[i] = coarse[i] + (values[i] - coarse[i] + SUBNORMAL - SUBNORMAL);
        }
    }

    /** Rounds the bits of floats to those of bfloat16 values. A NaN that rounding would carry to the sign stays one. */
    static void bfloat16(int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            int magnitude = (bits[i] & 0x7fffffff) + 0x7fff + (bits[i] >>> 16 & 1);
            bits[i] = bits[i] & 0x80000000 | (magnitude | magnitude >> 31 & 0x7fc00000) & 0x7fff0000;
        }
    }

    /** Cuts values off beyond a limit. */
    static void clamp(float[] values, float limit, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = Math.max(-limit, Math.min(limit, values[i]));
        }
    }

    static void multiply(float[] values, float factor, int count) {
        for (int i = 0; i < count; i++) {
            values[i] *= factor;
        }
    }

    static void multiply(float[] values, float[] factors, int count) {
        for (int i = 0; i < count; i++) {
            values[i] *= factors[i];
        }
    }

    static void divide(float[] values, float by, int count) {
        for (int i = 0; i < count; i++) {
            values[i] /= by;
        }
    }

    static void divide(float[] values, float[] by, int count) {
        for (int i = 0; i < count; i++) {
            values[i] /= by[i];
        }
    }

    static void subtract(float[] values, float[] others, int count) {
        for (int i = 0; i < count; i++) {
            values[i] -= others[i];
        }
    }

    /** The values of halves of which {@link BitLoops} made floats; from 65536 on, which stands for what is no number, infinity. */
    static void halves(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = values[i] * 0x1p112f * 0x1p112f * 0x1p-112f;
        }
    }

    /** {@link #halves} of one: the second step overflows where infinity is wanted. */
    static float half(float value) {
        return value * 0x1p112f * 0x1p112f * 0x1p-112f;
    }
}
