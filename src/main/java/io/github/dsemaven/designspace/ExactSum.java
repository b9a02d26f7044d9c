/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The double nearest to the exact sum of doubles, whatever their order: partial sums that do not overlap (Shewchuk, "Adaptive
 * precision floating-point arithmetic", 1997), rounded once at the end.
 */
final class ExactSum {
    private double[] partials = new double[8];
    private int size;

    /** Of finite values whose sum is finite. */
    static double of(double[] values) {
        var sum = new ExactSum();
        for (double value : values) {
            sum.add(value);
        }
        return sum.rounded();
    }

    private void add(double value) {
        double x = value;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double y = partials[i];
            if (Math.abs(x) < Math.abs(y)) {
                double swap = x;
                x = y;
                y = swap;
            }
            double high = x + y;
            double low = y - (high - x);
            if (low != 0) {
                partials[kept++] = low;
            }
            x = high;
        }
        if (kept == partials.length) {
            partials = Arrays.copyOf(partials, kept * 2);
        }
        partials[kept++] = x;
        size = kept;
    }

    /** One or two partials are rounded by their own addition; more are few, and added as decimals. */
    private double rounded() {
        if (size <= 2) {
            return size == 0 ? 0 : size == 1 ? partials[0] : partials[0] + partials[1];
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < size; i++) {
            sum = sum.add(new BigDecimal(partials[i]));
        }
        return sum.doubleValue();
    }
}
