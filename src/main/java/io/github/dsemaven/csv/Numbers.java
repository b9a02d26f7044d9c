/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.nio.charset.StandardCharsets;

/**
 * Decimal numbers as CSV files write them: an optional sign, digits with an optional point, an optional exponent.
 * Java's own forms (hexadecimal, type suffixes) are no numbers here.
 */
final class Numbers {
    /** Powers of ten that a double holds exactly. */
    private static final double[] TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** More than any row has digits, so that no number of zeros can make up for it. */
    private static final int LARGEST_EXPONENT = 100_000_000;

    private Numbers() {}

    /** The nearest double; infinite where it is out of range or named so; NaN where the text is no number. */
    static double parse(byte[] text, int from, int to) {
        int p = from;
        boolean negative = p < to && text[p] == '-';
        if (p < to && (text[p] == '-' || text[p] == '+')) {
            p++;
        }
        long mantissa = 0;
        int digits = 0;
        int significant = 0;
        int scale = 0;
        boolean point = false;
        for (; p < to; p++) {
            int digit = text[p] - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                significant += significant > 0 || digit > 0 ? 1 : 0;
                mantissa = significant <= 18 ? mantissa * 10 + digit : mantissa;
                scale += point ? 1 : 0;
            } else if (text[p] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return named(text, from, to);
        }
        int exponent = 0;
        if (p < to) {
            exponent = exponent(text, p, to);
            if (exponent == Integer.MIN_VALUE) {
                return Double.NaN;
            }
        }
        int power = exponent - scale;
        // Exact operands and one rounding: the result is the nearest double (Clinger's fast case).
        if (significant <= 15 && power >= -22 && power <= 22) {
            double value = power < 0 ? mantissa / TEN[-power] : mantissa * TEN[power];
            return negative ? -value : value;
        }
        if (significant <= 18 && power >= -22 && power < 0) {
            double value = quotient(mantissa, TEN[-power]);
            if (!Double.isNaN(value)) {
                return negative ? -value : value;
            }
        }
        return Double.parseDouble(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /**
     * The double nearest to mantissa / divisor, or NaN where it lies too close to the middle of two doubles to tell. The
     * remainder of the rounded quotient is computed exactly (Dekker's product), which gives about 100 bits; benchmark CSVs
     * write 16 and 17 digits, and {@link Double#parseDouble} takes a third of a microsecond for each.
     */
    private static double quotient(long mantissa, double divisor) {
        double high = mantissa;
        double low = mantissa - (long) high;
        double quotient = high / divisor;
        double product = quotient * divisor;
        double splitQuotient = quotient * 0x8000001p0;
        double quotientHigh = splitQuotient - (splitQuotient - quotient);
        double quotientLow = quotient - quotientHigh;
        double splitDivisor = divisor * 0x8000001p0;
        double divisorHigh = splitDivisor - (splitDivisor - divisor);
        double divisorLow = divisor - divisorHigh;
        double error = ((quotientHigh * divisorHigh - product) + quotientHigh * divisorLow + quotientLow * divisorHigh)
                + quotientLow * divisorLow;
        double correction = ((high - product) - error + low) / divisor;
        double nearest = quotient + correction;
        double rest = (quotient - nearest) + correction;
        double half = Math.ulp(nearest) / 2;
        // Below a power of two the next double is only half as far, so the margin must hold for a quarter too.
        boolean clear = Math.abs(rest) < half * 0.499 || Math.abs(rest) < half * 0.999 && !isPowerOfTwo(nearest);
        return clear ? nearest : Double.NaN;
    }

    private static boolean isPowerOfTwo(double value) {
        return (Double.doubleToRawLongBits(value) & 0xfffffffffffffL) == 0;
    }

    /** The exponent that starts at its letter, or MIN_VALUE where there is none. */
    private static int exponent(byte[] text, int from, int to) {
        int p = from;
        if ((text[p] | 0x20) != 'e') {
            return Integer.MIN_VALUE;
        }
        p++;
        boolean negative = p < to && text[p] == '-';
        if (p < to && (text[p] == '-' || text[p] == '+')) {
            p++;
        }
        if (p == to) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        for (; p < to; p++) {
            int digit = text[p] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            value = Math.min(value * 10 + digit, LARGEST_EXPONENT);
        }
        return negative ? -value : value;
    }

    private static double named(byte[] text, int from, int to) {
        String word = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
        return switch (word.toLowerCase(java.util.Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /** Whether the text is a finite number beyond doubt, {@code >= 0} if asked; false says: look closer. */
    static boolean isPlain(byte[] text, int from, int to, boolean notNegative) {
        int p = from;
        if (p < to && text[p] == '-') {
            if (notNegative) {
                return false;
            }
            p++;
        }
        int digits = 0;
        boolean point = false;
        for (; p < to; p++) {
            byte b = text[p];
            if (b >= '0' && b <= '9') {
                digits++;
            } else if (b == '.' && !point) {
                point = true;
            } else {
                return false;
            }
        }
        return digits > 0 && digits < 150;
    }
}
