/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import java.util.Arrays;

/**
 * The largest value in any stretch of a run: first the maxima of all stretches of a width, found by doubling it (of widths 1, 2,
 * 4 and so on), which are loops that the compiler turns into vector instructions; then a stretch of any length is covered by few
 * of them. A maximum element after element takes four times as long. One a thread: holds buffers.
 *
 * <p>Values are the bits of floats without a sign: their order is that of integers, NaN and infinity being largest, and the sign
 * of their difference tells which is larger, where JDK 17 makes a branch of {@link Math#max(int, int)}.
 */
final class SlidingMaximum {
    /** Wider windows would cost more than the few of them that cover a long stretch. */
    private static final int WIDEST = 64;

    private int[] window = new int[0];
    private int[] shifted = new int[0];
    private int width;

    /**
     * Of magnitudes.
     *
     * @param lanes bits of floats, in one or two lanes
     * @param shortest stretch that will be asked for
     */
    void magnitudes(int[][] lanes, int length, int shortest) {
        reserve(length);
        magnitudes(lanes[0], lanes[lanes.length - 1], window, length);
        widen(length, shortest);
    }

    /** Of positive values; 0 where there is none. */
    void positive(int[][] lanes, int length, int shortest) {
        reserve(length);
        Arrays.fill(window, 0, length, 0);
        for (int[] lane : lanes) {
            positive(lane, window, length);
        }
        widen(length, shortest);
    }

    /** Of the magnitudes of negative values; 0 where there is none. */
    void negative(int[][] lanes, int length, int shortest) {
        reserve(length);
        Arrays.fill(window, 0, length, 0);
        for (int[] lane : lanes) {
            negative(lane, window, length);
        }
        widen(length, shortest);
    }

    /**
     * The bits of the largest value, of all lanes.
     *
     * @param from first index in a lane
     * @param to at least the shortest stretch after it
     */
    int over(int from, int to) {
        int largest = window[to - width];
        for (int i = from; i + width < to; i += width) {
            largest = Math.max(largest, window[i]);
        }
        return largest;
    }

    private void reserve(int length) {
        if (window.length < length) {
            window = new int[length];
            shifted = new int[length];
        }
    }

    private void widen(int length, int shortest) {
        width = 1;
        while (2 * width <= Math.min(shortest, WIDEST)) {
            // The compiler does not see that a loop may read ahead in the array it writes, hence the copy.
            System.arraycopy(window, width, shifted, 0, length - width);
            larger(window, shifted, length - width);
            width *= 2;
        }
    }

    private static void magnitudes(int[] a, int[] b, int[] into, int count) {
        for (int i = 0; i < count; i++) {
            int x = a[i] & 0x7fffffff;
            int d = x - (b[i] & 0x7fffffff);
            into[i] = x - (d & d >> 31);
        }
    }

    private static void positive(int[] values, int[] into, int count) {
        for (int i = 0; i < count; i++) {
            int d = into[i] - (values[i] & ~(values[i] >> 31));
            into[i] = into[i] - (d & d >> 31);
        }
    }

    private static void negative(int[] values, int[] into, int count) {
        for (int i = 0; i < count; i++) {
            int d = into[i] - (values[i] & values[i] >> 31 & 0x7fffffff);
            into[i] = into[i] - (d & d >> 31);
        }
    }

    private static void larger(int[] a, int[] b, int count) {
        for (int i = 0; i < count; i++) {
            int d = a[i] - b[i];
            a[i] = a[i] - (d & d >> 31);
        }
    }
}
