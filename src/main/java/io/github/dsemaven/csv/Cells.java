/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.diagnostic.Suggestions;

/** Cells of a row as checked values; what is wrong with one is noted as a problem. */
final class Cells {
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
        if (value >= least && value < Double.POSITIVE_INFINITY) {
            return whole(row, cell, column, value);
        }
        String text = row.text(cell);
        if (text.isEmpty()) {
            if (column.key()) {
                empty(row, column);
            }
        } else if (isNotANumber(text)) {
            problems.cell(row.line, column.name(), "\"" + text + "\" is no value", Suggestions.leaveEmpty());
        } else if (Double.isNaN(value)) {
            problems.cell(row.line, column.name(), "\"" + text + "\" is not a number", Suggestions.number(text));
        } else if (Double.isInfinite(value)) {
            problems.cell(row.line, column.name(), text + " is infinite", Suggestions.leaveEmpty());
        } else {
            problems.cell(
                    row.line, column.name(), text + " is negative, which it can't be", Suggestions.negative(least));
        }
        return Double.NaN;
    }

    private static boolean isNotANumber(String text) {
        String bare = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        return bare.equalsIgnoreCase("nan");
    }

    private double whole(Row row, int cell, ColumnSpec column, double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
        if (column.type() == ColumnSpec.Type.WHOLE && !whole) {
            problems.cell(row.line, column.name(), row.text(cell) + " is not a whole number", "");
            return Double.NaN;
        }
        return value;
    }

    /** A flag: 0, 1, true or false. */
    boolean flag(Row row, int cell, ColumnSpec column) {
        String text = row.text(cell);
        switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "1", "1.0", "true":
                return true;
            case "0", "0.0", "false":
                return false;
            case "":
                empty(row, column);
                return false;
            default:
                problems.cell(row.line, column.name(), "\"" + text + "\" is not a flag", Suggestions.flag());
                return false;
        }
    }

    private void empty(Row row, ColumnSpec column) {
        problems.cell(row.line, column.name(), "is empty, though it names the configuration", Suggestions.emptyKey());
    }
}
