/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.artifact.Decimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as readers see them in tooltips and descriptions. */
final class Quantity {
    /** Power of the first of {@link #POWERS}. */
    private static final int LEAST = -4;

    /** Those that are no doubles are rounded up, so that no double lies between them and what they stand for. */
    private static final double[] POWERS = {1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

    private Quantity() {}

    /** About four significant digits: {@code 0.5864}, {@code 158.3}, {@code 18215}, {@code 1.2e9}. */
    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        int exponent = exponent(value);
        if (exponent >= 7 || exponent < -4) {
            BigDecimal digits = new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_EVEN));
            int scale = digits.precision() - digits.scale() - 1;
            return digits.movePointLeft(scale).stripTrailingZeros().toPlainString() + "e" + scale;
        }
        return Decimal.atMost(value, Math.max(0, 3 - exponent));
    }

    /** The same with its unit, if any. */
    static String text(double value, String unit) {
        return unit.isEmpty() ? text(value) : text(value) + " " + unit;
    }

    /** Power of ten of the first digit. */
    static int exponent(double value) {
        double size = Math.abs(value);
        if (size >= POWERS[0] && size < POWERS[POWERS.length - 1]) {
            int power = 1;
            while (size >= POWERS[power]) {
                power++;
            }
            return LEAST + power - 1;
        }
        BigDecimal exact = new BigDecimal(value);
        return exact.precision() - exact.scale() - 1;
    }
}
