/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.csv.TextRows;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A CSV file whose rows know their lines.
 *
 * @param name the file's name without its folder
 * @param rows in order
 */
record TracedFile(String name, List<Row> rows) {
    private static final int LONGEST_NUMBER = 400;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d++\\.?\\d*+|\\.\\d++)(?:[eE][+-]?\\d{1,9})?");
    private static final List<String> PREFIXES = List.of("kv_cache_dse_results_", "kv_cache_dse_metrics_");

    /**
     * A row.
     *
     * @param line of the file, from 1
     * @param cells by column
     */
    record Row(String file, long line, Map<String, String> cells) {
        /** A cell, a number in its shortest form; empty where there is no such column. */
        String value(String column) {
            return normal(cells.getOrDefault(column, ""));
        }
    }

    static TracedFile read(Path file) {
        String name = file.getFileName().toString();
        try {
            return new TracedFile(
                    name,
                    TextRows.read(file).stream()
                            .map(row -> new Row(name, row.line(), row.cells()))
                            .toList());
        } catch (IOException e) {
            throw new DseException(Place.of(file.toString()), "can't be read (" + Reason.of(e) + ")", "");
        }
    }

    /** The model tag in a sweep's file name. */
    static String tag(String fileName) {
        String stem = fileName.replaceAll("\\.csv$", "");
        return PREFIXES.stream()
                .filter(stem::startsWith)
                .findFirst()
                .map(prefix -> stem.substring(prefix.length()))
                .orElse(stem);
    }

    /** Text, a number in its shortest form; what only Java takes for a number ({@code 3d}, {@code 0x1p3}) is text. */
    static String normal(String cell) {
        if (cell.length() > LONGEST_NUMBER || !NUMBER.matcher(cell).matches()) {
            return cell;
        }
        double number = Double.parseDouble(cell);
        return Double.isFinite(number) ? Decimal.of(number) : cell;
    }
}
