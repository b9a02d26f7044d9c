/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.util.regex.Pattern;

/**
 * A cell that a spreadsheet would take for a formula: it is written with an apostrophe before it, as OWASP advises, and read
 * without. Apart from {@link CsvText}, for readers need none of what writing does.
 */
public final class FormulaCell {
    /** What a formula begins with, in ASCII and as full-width letters. */
    private static final String FIRST = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private FormulaCell() {}

    /** The cell as it is written. */
    static String guarded(String cell) {
        return begins(cell) && !Numbers.PATTERN.matcher(cell).matches() ? "'" + cell : cell;
    }

    /** A cell that was read, without its guard. */
    public static String plain(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == '\'' && begins(cell) ? cell.substring(1) : cell;
    }

    /** Apostrophes count with what follows, so that a cell that has one of its own comes back as it was. */
    private static boolean begins(String cell) {
        int first = 0;
        while (first < cell.length() && cell.charAt(first) == '\'') {
            first++;
        }
        return first < cell.length() && FIRST.indexOf(cell.charAt(first)) >= 0;
    }

    /** Compiled where a cell with a sign is written. */
    private static final class Numbers {
        static final Pattern PATTERN =
                Pattern.compile("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?|[+-](inf|Infinity)");
    }
}
