/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The constants of bitsandbytes' NormalFloat and of its 8-bit map for scales. */
final class Nf4Codebook {
    /** The code of 0. */
    static final int ZERO = 7;

    private static final float[] LEVELS = {
        -1.0f,
        -0.6961928009986877f,
        -0.5250730514526367f,
        -0.39491748809814453f,
        -0.28444138169288635f,
        -0.18477343022823334f,
        -0.09105003625154495f,
        0.0f,
        0.07958029955625534f,
        0.16093020141124725f,
        0.24611230194568634f,
        0.33791524171829224f,
        0.44070982933044434f,
        0.5626170039176941f,
        0.7229568362236023f,
        1.0f
    };

    /** Between codes, as in the CUDA kernel: a value equal to a threshold takes the lower code. */
    private static final float[] THRESHOLDS = {
        -0.8480964004993439f,
        -0.6106329262256622f,
        -0.4599952697753906f,
        -0.33967943489551544f,
        -0.23460740596055984f,
        -0.13791173323988914f,
        -0.045525018125772476f,
        0.03979014977812767f,
        0.1202552504837513f,
        0.2035212516784668f,
        0.2920137718319893f,
        0.3893125355243683f,
        0.5016634166240692f,
        0.6427869200706482f,
        0.8614784178118011f
    };

    private static final Staircase CODES =
            new Staircase(THRESHOLDS, IntStream.range(0, LEVELS.length).toArray());
    private static final Staircase LEVEL_BITS = new Staircase(
            THRESHOLDS,
            IntStream.range(0, LEVELS.length)
                    .map(code -> Float.floatToRawIntBits(LEVELS[code]))
                    .toArray());

    private static final float[] SCALE_MAP = scaleMap();
    private static final float[] SCALE_MIDDLES = scaleMiddles();

    /** Magnitudes of scales that have the sign, the exponent and the first 6 bits of the mantissa in common hold at most one middle. */
    private static final int SCALE_SHIFT = 17;

    private static final int SCALE_BINS = 2 * ((0x3f800000 >> SCALE_SHIFT) + 1);

    /** The middles below each such bin, which counts from the lowest of those of negative numbers. */
    private static final short[] SCALE_CODES = scaleCodes();

    private Nf4Codebook() {}

    /** The value of each code, for a block whose largest magnitude is 1. */
    static float level(int code) {
        return LEVELS[code];
    }

    /**
     * The codes of values in [-1, 1], or outside of it by rounding, which no code depends on.
     *
     * @param bits of the values; lost
     */
    static void codes(int[] bits, int[] into, int count) {
        CODES.climb(bits, into, count);
    }

    /** The bits of the levels of the codes of such values. */
    static void levels(int[] bits, int[] into, int count) {
        LEVEL_BITS.climb(bits, into, count);
    }

    /** The value of an 8-bit code of a scale, for a block of scales whose largest magnitude is 1. */
    static float scale(int code) {
        return SCALE_MAP[code];
    }

    /** The code whose value is nearest to a value in [-1, 1], or outside of it by rounding: the number of middles below it. */
    static int scaleCode(float value) {
        int below = SCALE_CODES[scaleBin(value)];
        return below + (Float.floatToRawIntBits(SCALE_MIDDLES[below] - value) >>> 31);
    }

    private static int scaleBin(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (BitLoops.ordered(bits) >> SCALE_SHIFT) + (SCALE_BINS / 2);
    }

    private static short[] scaleCodes() {
        short[] codes = new short[SCALE_BINS];
        for (int i = 0; i < SCALE_MIDDLES.length; i++) {
            for (int bin = scaleBin(SCALE_MIDDLES[i]) + 1; bin < codes.length; bin++) {
                codes[bin]++;
            }
        }
        return codes;
    }

    private static float[] scaleMiddles() {
        float[] middles = new float[SCALE_MAP.length];
        for (int i = 0; i + 1 < middles.length; i++) {
            middles[i] = (SCALE_MAP[i] + SCALE_MAP[i + 1]) * 0.5f;
        }
        middles[middles.length - 1] = Float.MAX_VALUE;
        return middles;
    }

    /**
     * bitsandbytes' signed dynamic map: seven decades, the i-th with 2^i values between 0.1 and 1, scaled; both signs; zero;
     * and 1 without its negative. Float arithmetic as in PyTorch, whose linspace counts from both ends.
     */
    private static float[] scaleMap() {
        float[] map = new float[256];
        int count = 0;
        for (int i = 0; i < 7; i++) {
            float[] boundaries = linspace((1 << i) + 1);
            float decade = (float) Math.pow(10, i - 6);
            for (int j = 0; j + 1 < boundaries.length; j++) {
                float value = decade * ((boundaries[j] + boundaries[j + 1]) / 2);
                map[count++] = value;
                map[count++] = -value;
            }
        }
        map[count++] = 0;
        map[count] = 1;
        Arrays.sort(map);
        return map;
    }

    private static float[] linspace(int points) {
        float[] values = new float[points];
        float step = (1f - 0.1f) / (points - 1);
        for (int i = 0; i < points; i++) {
            values[i] = i < points / 2 ? 0.1f + step * i : 1f - step * (points - 1 - i);
        }
        return values;
    }
}
