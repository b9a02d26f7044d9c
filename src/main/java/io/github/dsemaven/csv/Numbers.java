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
        return Double.parseDouble(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
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
            value = Math.min(value * 10 + digit, 100_000);
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
        return digits > 0 && digits < 300;
    }
}
