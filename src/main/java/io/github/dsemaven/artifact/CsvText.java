/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A CSV file being written: quoted where it must be, lines ended by a line feed, formulas guarded as {@link FormulaCell}
 * has it.
 */
public final class CsvText {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private final Appendable text;
    private final CSVPrinter printer;

    /**
     * @param header names of the columns
     */
    public CsvText(List<String> header) {
        this(header, new StringBuilder());
    }

    /**
     * @param header names of the columns
     * @param text where it is written to
     */
    public CsvText(List<String> header, Appendable text) {
        this.text = text;
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
                    .map(cell -> cell.isEmpty() ? null : FormulaCell.guarded(cell))
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

    /** The file, where it is not written elsewhere. */
    @Override
    public String toString() {
        return text.toString();
    }
}
