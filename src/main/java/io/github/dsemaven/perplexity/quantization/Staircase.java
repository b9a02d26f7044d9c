/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import java.util.Arrays;

/**
 * The codes of NF4, or the levels that they stand for, of many values at once: the heights of all steps below a value, added up. The
 * order of floats is that of integers, and which of two is larger shows in the sign of their difference; so the sixty
 * instructions for fifteen thresholds work on many values at once, and are done before two loads that find one step are.
 */
final class Staircase {
    private final int bottom;
    private final int[] thresholds;
    private final int[] heights;

    /**
     * Of fifteen steps.
     *
     * @param thresholds a value equal to one is below it
     * @param floors what a value between two thresholds becomes, sixteen
     */
    Staircase(float[] thresholds, int[] floors) {
        this.bottom = floors[0];
        this.thresholds = new int[thresholds.length];
        this.heights = new int[thresholds.length];
        for (int i = 0; i < thresholds.length; i++) {
            this.thresholds[i] = BitLoops.ordered(Float.floatToRawIntBits(thresholds[i]));
            this.heights[i] = floors[i + 1] - floors[i];
        }
    }

    /**
     * Finds the floor of each value.
     *
     * @param bits of floats between -2 and 2, between which differences don't overflow; lost
     */
    void climb(int[] bits, int[] into, int count) {
        BitLoops.order(bits, count);
        Arrays.fill(into, 0, count, bottom);
        int[] t = thresholds;
        int[] h = heights;
        // Five at a time: more than ten numbers don't stay in registers.
        for (int i = 0; i < t.length; i += 5) {
            add(
                    bits, into, count, t[i], h[i], t[i + 1], h[i + 1], t[i + 2], h[i + 2], t[i + 3], h[i + 3], t[i + 4],
                    h[i + 4]);
        }
    }

    /** One sum from left to right, and one load: of a sum with parentheses JDK 25 makes no vector instructions. */
    private static void add(
            int[] x,
            int[] into,
            int count,
            int t0,
            int h0,
            int t1,
            int h1,
            int t2,
            int h2,
            int t3,
            int h3,
            int t4,
            int h4) {
        for (int i = 0; i < count; i++) {
            int v = x[i];
            into[i] = into[i]
                    + (t0 - v >> 31 & h0)
                    + (t1 - v >> 31 & h1)
                    + (t2 - v >> 31 & h2)
                    + (t3 - v >> 31 & h3)
                    + (t4 - v >> 31 & h4);
        }
    }
}
