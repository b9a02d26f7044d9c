/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.Arrays;

/**
 * The double nearest to the exact sum of doubles, whatever their order: partial sums that do not overlap (Shewchuk, "Adaptive
 * precision floating-point arithmetic", 1997), rounded once at the end.
 */
final class ExactSum {
    private double[] partials = new double[8];
    private int size;

    /**
     * Of finite values.
     *
     * @throws DseException where their sum is beyond the range of a double
     */
    static double of(double[] values) {
        var sum = new ExactSum();
        for (double value : values) {
            sum.add(value);
        }
        double rounded = sum.rounded();
        if (!Double.isFinite(rounded)) {
            throw new DseException(
                    Place.of("<csv>"),
                    "the sum of " + values.length + " numbers is beyond the range of a double",
                    Suggestions.tooLarge());
        }
        return rounded;
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

    /**
     * Added from the largest down, until a partial no longer goes in exactly. What is left of it decides the rounding, but
     * for a tie, where the next partial does: its sign tells whether the sum lies beyond the middle.
     */
    private double rounded() {
        int i = size;
        double high = size == 0 ? 0 : partials[--i];
        double low = 0;
        while (i > 0 && low == 0) {
            double x = high;
            double y = partials[--i];
            high = x + y;
            low = y - (high - x);
        }
        if (i > 0 && low != 0 && Math.signum(low) == Math.signum(partials[i - 1])) {
            double twice = low * 2;
            double next = high + twice;
            return next - high == twice ? next : high;
        }
        return high;
    }
}
