/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/**
 * {@link GroupLoops} where ties between codes go away from zero, or a quotient may round to a code that there isn't: with some more
 * instructions, also no branch. Float arithmetic is that of a splitter of 0.
 */
final class CarefulLoops {
    private CarefulLoops() {}

    /**
     * {@code w' = T((clamp(round(T(T(w / s) + M)), 0, 2M) - M) * s)}.
     *
     * @param away 1 where ties go away from zero, 0 where they go to even
     */
    static void mlc(float[] w, float[] s, int from, int to, float m, float splitter, float away) {
        for (int i = from; i < to; i++) {
            float x = w[i] / s[i];
            float cx = x * splitter;
            float y = cx - (cx - x) + m;
            float cy = y * splitter;
            float sum = cy - (cy - y);
            float even = sum + GroupLoops.MAGIC - GroupLoops.MAGIC;
            // Below zero no tie matters: the code is 0.
            float p = (GroupLoops.clamped(even + away * tieBelow(sum - even), 2 * m) - m) * s[i];
            float cp = p * splitter;
            w[i] = cp - (cp - p);
        }
    }

    /** {@code w' = T((clamp(round(T(w / s)) + z, 0, top) - z) * s)}, ties away from zero. */
    static void asymmetric(float[] w, float[] s, float[] z, int from, int to, float top, float splitter) {
        // Loops of their own, because JDK 17 makes no vector instructions of all of it.
        for (int i = from; i < to; i++) {
            float x = w[i] / s[i];
            float cx = x * splitter;
            w[i] = cx - (cx - x);
        }
        for (int i = from; i < to; i++) {
            float even = w[i] + GroupLoops.MAGIC - GroupLoops.MAGIC;
            float sign = GroupLoops.clamped(2 * w[i] + 1, 2) - 1;
            w[i] = even + sign * tieBelow(Math.abs(w[i]) - Math.abs(even));
        }
        for (int i = from; i < to; i++) {
            float p = (GroupLoops.clamped(w[i] + z[i], top) - z[i]) * s[i];
            float cp = p * splitter;
            w[i] = cp - (cp - p);
        }
    }

    /** 1 where a number lies exactly 0.5 above the integer it was rounded to, else 0; the next number is 2^-25 less. */
    private static float tieBelow(float above) {
        return Math.max(0f, (above - 0.5f) * 0x1p26f + 1f);
    }
}
