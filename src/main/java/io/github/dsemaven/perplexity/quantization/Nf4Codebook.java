/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import java.util.Arrays;

/** The constants of bitsandbytes' NormalFloat and of its 8-bit map for scales. */
final class Nf4Codebook {
    /** The value of each code, for a block whose largest magnitude is 1. */
    static float level(int code) {
        return LEVELS[code];
    }

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
        0.8614784178118011f,
        Float.MAX_VALUE
    };

    private static final int BINS = 4096;

    /** The number of thresholds below each of 4096 bins of [-1, 1]: at most one more lies inside a bin. */
    private static final byte[] BELOW = below();

    private static final float[] SCALE_MAP = scaleMap();
    private static final float[] SCALE_MIDDLES = scaleMiddles();

    private Nf4Codebook() {}

    /**
     * The code of a value in [-1, 1], or outside of it by rounding, which no code depends on. The sign of a difference tells which
     * of two floats is larger, without a branch that weights make unpredictable.
     */
    static int code(float value) {
        int below = BELOW[(int) ((value + 1) * (BINS / 2))];
        return below + (Float.floatToRawIntBits(THRESHOLDS[below] - value) >>> 31);
    }

    private static byte[] below() {
        byte[] below = new byte[BINS + 1];
        for (int bin = 0; bin <= BINS; bin++) {
            // value + 1 is rounded: stay a little left of the bin's edge so that no threshold is counted too early.
            float edge = (float) (bin * (2.0 / BINS) - 1 - 1e-6);
            int count = 0;
            while (THRESHOLDS[count] < edge) {
                count++;
            }
            below[bin] = (byte) count;
        }
        return below;
    }

    /** The value of an 8-bit code of a scale, for a block of scales whose largest magnitude is 1. */
    static float scale(int code) {
        return SCALE_MAP[code];
    }

    /** The code whose value is nearest to a value in [-1, 1]: the number of middles below it, found by halving without branches. */
    static int scaleCode(float value) {
        int code = 0;
        for (int step = 128; step > 0; step >>= 1) {
            code += (Float.floatToRawIntBits(SCALE_MIDDLES[code + step - 1] - value) >>> 31) * step;
        }
        return code;
    }

    private static float[] scaleMiddles() {
        float[] middles = new float[SCALE_MAP.length - 1];
        for (int i = 0; i < middles.length; i++) {
            middles[i] = (SCALE_MAP[i] + SCALE_MAP[i + 1]) * 0.5f;
        }
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
