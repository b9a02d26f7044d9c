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
        return text(shortest(value));
    }

    /** Fixed decimals, rounded from the exact binary value as C's {@code %.2f} is, such as {@code 5.46}. */
    public static String fixed(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
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
