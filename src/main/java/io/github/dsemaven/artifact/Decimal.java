/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decimal text of a {@code double}: the fewest significant digits that read back as the same number. Not by
 * {@link Double#toString(double)}, whose digits differ between JDK 17 and 19 (JDK-4511638), and artifacts must not.
 */
public final class Decimal {
    private static final int FEW = 6;

    private static final long[] TENS = new long[19];

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = 10 * TENS[i - 1];
        }
    }

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
        String quick = few != null ? few : byProduct(value);
        return quick != null ? quick : text(ShortestDigits.of(value));
    }

    /** Fixed decimals, rounded from the exact binary value as C's {@code %.2f} is, such as {@code 5.46}. */
    public static String fixed(double value, int decimals) {
        if (decimals > 0 && decimals <= FEW && Math.abs(value) < 1e9) {
            double scaled = value * TENS[decimals];
            double rounded = Math.rint(scaled);
            // where the product is close to a half, its rounding may have decided
            if (Math.abs(Math.abs(scaled - rounded) - 0.5) > 1e-3) {
                return plain(value < 0, (long) Math.abs(rounded), decimals);
            }
        }
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** At most so many decimals, rounded as {@link #fixed} does, no trailing zeros: {@code 1}, {@code 2.5}, {@code -0.07}. */
    public static String atMost(double value, int decimals) {
        String fixed = fixed(value, decimals);
        if (decimals == 0) {
            return fixed;
        }
        int end = fixed.length();
        while (fixed.charAt(end - 1) == '0') {
            end--;
        }
        return fixed.substring(0, fixed.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /**
     * A number of at most six decimals and 15 digits, without the cost of {@link BigDecimal}; {@code null} where it has
     * more. A quotient of two whole numbers below 2^53 is rounded as the decimal text would be.
     */
    private static String fewDecimals(double value) {
        for (int decimals = 1; decimals <= FEW; decimals++) {
            double digits = Math.rint(value * TENS[decimals]);
            if (Math.abs(digits) < 1e15 && digits / TENS[decimals] == value) {
                return digits == 0 || Math.abs(value) < 1e-5
                        ? null
                        : plain(value < 0, (long) Math.abs(digits), decimals);
            }
        }
        return null;
    }

    private static String plain(boolean negative, long digits, int decimals) {
        long unit = TENS[decimals];
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

    /**
     * The digits of a number from 0.01 to 10^15 in 128-bit arithmetic: {@code m 2^-s = value} is multiplied by a power of
     * ten, so that 15, 16 or 17 digits stand before the point, and rounded half to even. The result reads back as the value
     * where it is nearer to it than half the distance to the next double. {@code null} where this does not apply.
     */
    private static String byProduct(double value) {
        long bits = Double.doubleToLongBits(Math.abs(value));
        int shift = 1075 - (int) (bits >>> 52);
        long fraction = bits & (1L << 52) - 1;
        if (shift < 1 || shift > 62 || fraction == 0 || Math.abs(value) < 0.01) {
            return null;
        }
        long significand = fraction | 1L << 52;
        int whole = Math.abs(value) < 0.1 ? -1 : 0;
        while (whole >= 0 && whole < TENS.length && TENS[whole] <= Math.abs(value)) {
            whole++;
        }
        for (int digits = 15; digits <= 17; digits++) {
            int decimals = digits - whole;
            if (decimals < 1 || decimals >= TENS.length) {
                return null;
            }
            long ten = TENS[decimals];
            long low = significand * ten;
            long product = Math.multiplyHigh(significand, ten) << 64 - shift | low >>> shift;
            long rest = low & (1L << shift) - 1;
            long half = 1L << shift - 1;
            boolean up = rest > half || rest == half && (product & 1) == 1;
            long error = up ? 2 * half - rest : rest;
            if (error == ten / 2) {
                return null;
            }
            // 17 digits always read back
            if (digits == 17 || error < ten / 2) {
                return withoutZeros(value < 0, up ? product + 1 : product, decimals);
            }
        }
        return null;
    }

    private static String withoutZeros(boolean negative, long digits, int decimals) {
        long left = digits;
        int places = decimals;
        while (places > 1 && left % 10 == 0) {
            left /= 10;
            places--;
        }
        return plain(negative, left, places);
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
