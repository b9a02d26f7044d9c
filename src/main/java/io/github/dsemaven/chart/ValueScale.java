/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.artifact.Decimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The vertical axis: its range and round ticks, in the unit shown.
 *
 * @param low bottom of the panels
 * @param high top of the panels
 * @param ticks ascending, all within the range
 */
record ValueScale(double low, double high, List<Tick> ticks) {
    ValueScale {
        ticks = List.copyOf(ticks);
    }

    /** A labelled value. */
    record Tick(double value, String label) {}

    /**
     * A scale that holds all values from least to most.
     *
     * @param zero whether it must reach zero
     * @param about how many intervals are wanted
     */
    static ValueScale of(double least, double most, boolean zero, int about) {
        double low = zero ? Math.min(0, least) : least;
        double high = zero ? Math.max(0, most) : most;
        if (high - low <= Math.abs(high) * 1e-9) {
            double room = high == 0 ? 1 : Math.abs(high) * 0.1;
            low -= zero && low >= 0 ? 0 : room;
            high += room;
        }
        // A twentieth of headroom keeps the highest marker off the strip; zero itself is the axis and needs none.
        double room = (high - low) * 0.06;
        high = zero && high == 0 ? 0 : high + room;
        low = zero && low == 0 ? 0 : low - room;
        double step = step((high - low) / about);
        int decimals = Math.max(0, -Quantity.exponent(step));
        var ticks = new ArrayList<Tick>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(new Tick(i * step, label(i * step, decimals)));
        }
        return new ValueScale(low, high, ticks);
    }

    private static String label(double value, int decimals) {
        if (value == 0) {
            return "0";
        }
        if (Math.abs(value) >= 1e6 || decimals > 4) {
            return Quantity.text(value);
        }
        return Decimal.fixed(value, decimals);
    }

    /** The nearest of 1, 2 and 5 times a power of ten, or 25 times one where that needs no decimals of its own. */
    private static double step(double wanted) {
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        double best = power;
        for (double factor : new double[] {1, 2, 2.5, 5, 10}) {
            if (factor == 2.5 && power < 10) {
                continue;
            }
            if (Math.abs(Math.log(factor * power / wanted)) < Math.abs(Math.log(best / wanted))) {
                best = factor * power;
            }
        }
        return best;
    }
}
