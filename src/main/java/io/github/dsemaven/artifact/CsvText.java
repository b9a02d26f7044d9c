/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A CSV file being written: quoted where it must be, lines ended by a line feed. A cell that a spreadsheet would take for a
 * formula begins with an apostrophe, as OWASP advises; {@link #plain} takes it off again.
 */
public final class CsvText {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    /** Apostrophes count with what follows, so that a cell that has one of its own comes back as it was. */
    private static final Pattern FORMULA =
            Pattern.compile("'*[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20].*", Pattern.DOTALL);

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?|[+-](inf|Infinity)");

    private final StringBuilder text = new StringBuilder();
    private final CSVPrinter printer;

    /**
     * @param header names of the columns
     */
    public CsvText(List<String> header) {
        try {
            printer = new CSVPrinter(text, FORMAT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        row(header);
    }

    /** A row. */
    public CsvText row(List<String> cells) {
        try {
            // null is an empty cell; an empty text would be quoted at the start of a row
            printer.printRecord(cells.stream()
                    .map(cell -> cell.isEmpty() ? null : guarded(cell))
                    .toList());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row. */
    public CsvText row(String... cells) {
        return row(List.of(cells));
    }

    /** The file. */
    @Override
    public String toString() {
        return text.toString();
    }

    /** The cell as it is written. */
    static String guarded(String cell) {
        return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
    }

    /** A cell that was read, without the apostrophe that guards a spreadsheet from it. */
    public static String plain(String cell) {
        boolean guarded = !cell.isEmpty()
                && cell.charAt(0) == '\''
                && FORMULA.matcher(cell).matches();
        return guarded ? cell.substring(1) : cell;
    }
}
