/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

/**
 * Text as it may stand in a log, on a terminal, in a figure or on a page: characters that steer what shows it or are not seen
 * (control characters, escape sequences, overrides of the reading direction, spaces without width) are written out as
 * {@code \u001b}, so that two names that differ in them stay different.
 */
public final class Printable {
    private static final int TAG_FIRST = 0xE0000;
    private static final int TAG_LAST = 0xE007F;

    private Printable() {}

    /** The text on one line: line feeds and tabs are written out too. */
    public static String line(String text) {
        return of(text, false);
    }

    /** The text with its line feeds and tabs. */
    public static String lines(String text) {
        return of(text, true);
    }

    private static String of(String text, boolean severalLines) {
        StringBuilder printable = null;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            boolean steers = steers(character) && !(severalLines && (character == '\n' || character == '\t'));
            if (steers && printable == null) {
                printable = new StringBuilder(text.substring(0, i));
            }
            if (printable != null && steers) {
                append(printable, character);
            } else if (printable != null) {
                printable.appendCodePoint(character);
            }
            i += Character.charCount(character);
        }
        return printable == null ? text : printable.toString();
    }

    /** Whether a character does something other than being seen, or is no character. */
    private static boolean steers(int character) {
        if (character < 0x7F) {
            return character < 0x20;
        }
        return character <= 0x9F
                || character == 0xAD
                || character == 0x061C
                || character == 0x200B
                || character == 0x200E
                || character == 0x200F
                || character >= 0x2028 && character <= 0x202E
                || character >= 0x2060 && character <= 0x206F
                || character == 0xFEFF
                || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE
                || (character & 0xFFFE) == 0xFFFE
                || character >= 0xFFF9 && character <= 0xFFFB
                || character >= TAG_FIRST && character <= TAG_LAST;
    }

    private static void append(StringBuilder printable, int character) {
        for (char half : Character.toChars(character)) {
            printable.append("\\u");
            String digits = Integer.toHexString(half);
            printable.append("0".repeat(4 - digits.length())).append(digits);
        }
    }
}
