/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import java.util.OptionalDouble;

/**
 * Mean and spread of the values averaged in one point. Sums are exact and rounded once, so the order of the rows does
 * not matter.
 *
 * @param mean the exact sum, rounded, over n
 * @param n number of values
 * @param min smallest
 * @param max largest
 * @param std sample standard deviation (n - 1) about the rounded mean; empty for n = 1
 */
public record Summary(double mean, int n, double min, double max, OptionalDouble std) {
    /** Of at least one finite value. */
    public static Summary of(double[] values) {
        double mean = mean(values);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double[] squares = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
            squares[i] = (values[i] - mean) * (values[i] - mean);
        }
        OptionalDouble std = values.length == 1
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.sqrt(ExactSum.of(squares) / (values.length - 1)));
        return new Summary(mean, values.length, min, max, std);
    }

    static double mean(double[] values) {
        return ExactSum.of(values) / values.length;
    }
}
