/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Decimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/** Numbers as people read them; files keep every digit. */
final class Digits {
    private static final MathContext SIX = new MathContext(6, RoundingMode.HALF_EVEN);

    private Digits() {}

    /** At most six significant digits: {@code 4096}, {@code 158.013}, {@code 0.00803}; empty for what is no number. */
    static String brief(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        BigDecimal rounded = new BigDecimal(value).round(SIX);
        int exponent = rounded.precision() - rounded.scale();
        if (rounded.signum() == 0 || exponent > 15 || exponent < -5) {
            return Decimal.of(rounded.doubleValue());
        }
        return rounded.stripTrailingZeros().toPlainString();
    }

    /** The same of a number in another unit. */
    static String brief(OptionalDouble value, double scale) {
        return value.isPresent() ? brief(value.getAsDouble() * scale) : "";
    }

    /** A perplexity: four decimals below a thousand. */
    static String perplexity(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value < 1000 ? Decimal.fixed(value, 4) : brief(value);
    }

    /** A signed percentage of a ratio, such as {@code +1.25 %} for 1.0125. */
    static String percent(double ratio) {
        if (!Double.isFinite(ratio)) {
            return "";
        }
        String text = Decimal.fixed((ratio - 1) * 100, 2);
        return (text.startsWith("-") ? "" : "+") + text + " %";
    }

    /** A count with thousands apart: {@code 404,317}. */
    static String count(long value) {
        var text = new StringBuilder(Long.toString(Math.abs(value)));
        for (int i = text.length() - 3; i > 0; i -= 3) {
            text.insert(i, ',');
        }
        return (value < 0 ? "-" : "") + text;
    }
}
