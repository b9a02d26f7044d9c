/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Decimal text of a {@code double}: the fewest of 15, 16 or 17 significant digits that read back as the same number,
 * without trailing zeros. {@link Double#toString(double)} is not used because its digits differ between JDK 17 and 19
 * (JDK-4511638), and artifacts must not.
 */
public final class Decimal {
    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};

    private Decimal() {}

    /**
     * {@code 600.521}, {@code 4096}, {@code 1.3923737144427707e-13}.
     *
     * @throws IllegalArgumentException for NaN and infinities, which no artifact may hold
     */
    public static String of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number: " + value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        String few = fewDecimals(value);
        return few != null ? few : text(shortest(value));
    }

    /** Fixed decimals, rounded from the exact binary value as C's {@code %.2f} is, such as {@code 5.46}. */
    public static String fixed(double value, int decimals) {
        if (decimals > 0 && decimals < POWERS.length && Math.abs(value) < 1e9) {
            double scaled = value * POWERS[decimals];
            double rounded = Math.rint(scaled);
            // where the product is close to a half, its rounding may have decided
            if (Math.abs(Math.abs(scaled - rounded) - 0.5) > 1e-3) {
                return plain(value < 0, (long) Math.abs(rounded), decimals);
            }
        }
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /**
     * A number of at most six decimals and 15 digits, without the cost of {@link BigDecimal}; {@code null} where it has
     * more. A quotient of two whole numbers below 2^53 is rounded as the decimal text would be.
     */
    private static String fewDecimals(double value) {
        for (int decimals = 1; decimals < POWERS.length; decimals++) {
            double digits = Math.rint(value * POWERS[decimals]);
            if (Math.abs(digits) < 1e15 && digits / POWERS[decimals] == value) {
                return digits == 0 || Math.abs(value) < 1e-5
                        ? null
                        : plain(value < 0, (long) Math.abs(digits), decimals);
            }
        }
        return null;
    }

    private static String plain(boolean negative, long digits, int decimals) {
        long unit = (long) POWERS[decimals];
        var text = new StringBuilder();
        if (negative && digits != 0) {
            text.append('-');
        }
        text.append(digits / unit).append('.');
        String fraction = Long.toString(digits % unit);
        for (int i = fraction.length(); i < decimals; i++) {
            text.append('0');
        }
        return text.append(fraction).toString();
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 15; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static String text(BigDecimal number) {
        int exponent = number.precision() - number.scale() - 1;
        if (exponent >= -5 && exponent < 16) {
            return number.toPlainString();
        }
        String digits = number.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return (number.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + exponent;
    }
}
