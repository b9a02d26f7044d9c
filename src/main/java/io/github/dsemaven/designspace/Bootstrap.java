/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import java.util.Arrays;

/**
 * The 95 % confidence interval of a mean by the percentile bootstrap: 1000 resamples of the values with replacement, the
 * 2.5th and 97.5th percentile of their means (linearly interpolated). The random numbers are SplitMix64's (Steele, Lea and
 * Flood, "Fast splittable pseudorandom number generators", 2014), started with {@link #SEED} for every point, so the
 * interval depends on nothing but the values: not on the JDK, not on other points, and, since they are sorted first, not
 * on their order.
 */
public final class Bootstrap {
    /** The seed of every interval. */
    public static final long SEED = 20_261_124L;

    /** Number of resamples; seaborn's default. */
    public static final int RESAMPLES = 1000;

    private Bootstrap() {}

    /**
     * An interval.
     *
     * @param low its lower end
     * @param high its upper end
     */
    public record Interval(double low, double high) {}

    /** Interval of at least one value; a point for one. */
    public static Interval of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] means = new double[RESAMPLES];
        long state = SEED;
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < sorted.length; j++) {
                state += 0x9e3779b97f4a7c15L;
                sum += sorted[index(mix(state), sorted.length)];
            }
            means[i] = sum / sorted.length;
        }
        Arrays.sort(means);
        return new Interval(percentile(means, 0.025), percentile(means, 0.975));
    }

    private static long mix(long state) {
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The upper 32 bits, scaled to 0..n-1; the bias is below n / 2^32. */
    private static int index(long random, int n) {
        return (int) ((random >>> 32) * n >>> 32);
    }

    private static double percentile(double[] sorted, double fraction) {
        double position = fraction * (sorted.length - 1);
        int below = (int) position;
        double weight = position - below;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * weight;
    }
}
