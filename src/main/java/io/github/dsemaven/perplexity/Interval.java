/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import java.util.Arrays;

/** A 95 % interval. */
record Interval(double low, double high) {
    /** Between the 2.5 % and the 97.5 % quantile of resampled values, interpolated linearly. */
    static Interval of(double[] resampled) {
        double[] sorted = resampled.clone();
        Arrays.sort(sorted);
        return new Interval(quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    /** Of a perplexity, from one of mean negative log-likelihoods. */
    Interval exp() {
        return new Interval(StrictMath.exp(low), StrictMath.exp(high));
    }

    private static double quantile(double[] sorted, double probability) {
        double position = probability * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
