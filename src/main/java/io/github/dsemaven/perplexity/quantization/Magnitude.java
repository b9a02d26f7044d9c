/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/** The largest magnitude among values. */
final class Magnitude {
    private static final int SIGNLESS = 0x7fffffff;

    private Magnitude() {}

    /**
     * The largest magnitude; as integers, magnitudes compare like floats, and NaN and infinity are the largest. Four maxima side
     * by side, because each waits for its own last step only.
     */
    static float largest(float[] values, int from, int to) {
        int a = 0;
        int b = 0;
        int c = 0;
        int d = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            a = Math.max(a, Float.floatToRawIntBits(values[i]) & SIGNLESS);
            b = Math.max(b, Float.floatToRawIntBits(values[i + 1]) & SIGNLESS);
            c = Math.max(c, Float.floatToRawIntBits(values[i + 2]) & SIGNLESS);
            d = Math.max(d, Float.floatToRawIntBits(values[i + 3]) & SIGNLESS);
        }
        for (; i < to; i++) {
            a = Math.max(a, Float.floatToRawIntBits(values[i]) & SIGNLESS);
        }
        return Float.intBitsToFloat(Math.max(Math.max(a, b), Math.max(c, d)));
    }
}
