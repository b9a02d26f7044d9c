/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file whose rows know their lines.
 *
 * @param name the file's name without its folder
 * @param rows in order
 */
record TracedFile(String name, List<Row> rows) {
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
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            reader.mark(1 << 16);
            String header = Optional.ofNullable(reader.readLine()).orElse("");
            reader.reset();
            if (header.startsWith("\uFEFF")) {
                reader.read();
            }
            CSVFormat format = CSVFormat.DEFAULT
                    .builder()
                    .setDelimiter(header.contains(";") && !header.contains(",") ? ';' : ',')
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setTrim(true)
                    .setIgnoreEmptyLines(true)
                    .get();
            return new TracedFile(name, rows(name, format.parse(reader)));
        } catch (IOException | IllegalArgumentException e) {
            throw new DseException(Place.of(file.toString()), "can't be read (" + e.getMessage() + ")", "");
        }
    }

    private static List<Row> rows(String name, CSVParser parser) {
        var rows = new ArrayList<Row>();
        long line = parser.getCurrentLineNumber();
        for (CSVRecord cells : parser) {
            // the parser has read to the row's end, which is its first line unless a cell has a line break
            long end = parser.getCurrentLineNumber();
            rows.add(new Row(name, Math.max(line + 1, end), cells.toMap()));
            line = end;
        }
        return rows;
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

    /** Text, a number in its shortest form. */
    static String normal(String cell) {
        try {
            double number = Double.parseDouble(cell);
            return Double.isFinite(number) ? Decimal.of(number) : cell;
        } catch (NumberFormatException e) {
            return cell;
        }
    }
}
