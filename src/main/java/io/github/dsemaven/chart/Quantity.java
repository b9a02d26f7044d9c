/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as readers see them in tooltips and descriptions. */
final class Quantity {
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
        return fixed(value, Math.max(0, 3 - exponent));
    }

    /** The same with its unit, if any. */
    static String text(double value, String unit) {
        return unit.isEmpty() ? text(value) : text(value) + " " + unit;
    }

    /** At most so many decimals, without trailing zeros. */
    private static String fixed(double value, int decimals) {
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** Power of ten of the first digit. */
    static int exponent(double value) {
        BigDecimal exact = new BigDecimal(value);
        return exact.precision() - exact.scale() - 1;
    }
}
