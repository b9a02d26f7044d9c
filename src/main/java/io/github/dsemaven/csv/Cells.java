/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.diagnostic.Suggestions;
import java.util.Locale;
import java.util.Set;

/** Cells of a row as checked values; what is wrong with one is noted as a problem. */
final class Cells {
    /** The square of a larger number, which a standard deviation needs, may be beyond the range of a double. */
    private static final double LARGEST = 1e150;

    /** How spreadsheets, R, Python and databases write that there is no value. */
    private static final Set<String> NO_VALUE = Set.of(
            "nan", "n/a", "#n/a", "na", "n.a.", "<na>", "null", "none", "nil", "missing", "-", "--", "---", "\u2013",
            "\u2014", "?", ".", "#value!", "#div/0!", "#num!", "#ref!", "#name?", "#null!");

    private static final int SHOWN = 60;

    private final FileProblems problems;

    Cells(FileProblems problems) {
        this.problems = problems;
    }

    /** A text; {@code false} in {@link FileProblems} terms when empty though it names the configuration. */
    String text(Row row, int cell, ColumnSpec column) {
        String text = row.text(cell);
        if (text.isEmpty() && column.key()) {
            empty(row, column);
        } else if (text.indexOf('\ufffd') >= 0) {
            problems.cell(row.line, column.name(), "holds bytes that are not UTF-8", Suggestions.encoding());
        }
        return text;
    }

    /** A number, NaN where the cell is empty or wrong; an empty cell is a problem where it names the configuration. */
    double number(Row row, int cell, ColumnSpec column) {
        return number(row, cell, column, column.least());
    }

    double number(Row row, int cell, ColumnSpec column, double least) {
        double value = row.number(cell);
        if (value >= least && value <= LARGEST) {
            return whole(row, cell, column, value);
        }
        String text = row.text(cell);
        if (text.isEmpty()) {
            if (column.key()) {
                empty(row, column);
            }
        } else if (isNoValue(text)) {
            problem(
                    row,
                    column,
                    quoted(text) + " is no value",
                    column.key() ? Suggestions.emptyKey() : Suggestions.leaveEmpty());
        } else if (Double.isNaN(value)) {
            boolean whole = column.type() == ColumnSpec.Type.WHOLE;
            problem(row, column, quoted(text) + " is not a number", Suggestions.number(text, whole));
        } else if (Double.isFinite(value) && Math.abs(value) > LARGEST) {
            problem(row, column, shortened(text) + " is too large to be summed", Suggestions.tooLarge());
        } else if (Double.isInfinite(value)) {
            problem(row, column, shortened(text) + " is infinite", Suggestions.leaveEmpty());
        } else {
            problem(row, column, shortened(text) + " is negative, which it can't be", Suggestions.negative(least));
        }
        return Double.NaN;
    }

    private void problem(Row row, ColumnSpec column, String message, String suggestion) {
        problems.cell(row.line, column.name(), message, suggestion);
    }

    private static String quoted(String text) {
        return "\"" + shortened(text) + "\"";
    }

    /** A cell may hold megabytes; a message does not. */
    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN / 2)) + "...";
    }

    private static boolean isNoValue(String text) {
        String bare = text.length() > 1 && (text.startsWith("-n") || text.startsWith("-N") || text.startsWith("+"))
                ? text.substring(1)
                : text;
        return NO_VALUE.contains(bare.toLowerCase(Locale.ROOT));
    }

    private double whole(Row row, int cell, ColumnSpec column, double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
        if (column.type() == ColumnSpec.Type.WHOLE && !whole) {
            String text = row.text(cell);
            problem(row, column, shortened(text) + " is not a whole number", Suggestions.whole(text));
            return Double.NaN;
        }
        return value;
    }

    /** A flag: 0, 1, true or false. */
    boolean flag(Row row, int cell, ColumnSpec column) {
        String text = row.text(cell);
        switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "1.0", "true":
                return true;
            case "0", "0.0", "false":
                return false;
            case "":
                empty(row, column);
                return false;
            default:
                problems.cell(row.line, column.name(), quoted(text) + " is not a flag", Suggestions.flag());
                return false;
        }
    }

    private void empty(Row row, ColumnSpec column) {
        problems.cell(row.line, column.name(), "is empty, though it names the configuration", Suggestions.emptyKey());
    }
}
