/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a CSV file as text, each with its line, to trace a number back to where it stands. Takes the encodings,
 * separators and quotes that {@link CsvFiles} takes; slower, for it keeps every cell.
 */
public final class TextRows {
    /**
     * A row.
     *
     * @param line on which it starts, from 1
     * @param cells by column, without the blanks around them; those beyond the header are left out
     */
    public record TextRow(long line, Map<String, String> cells) {
        public TextRow {
            cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
        }
    }

    private TextRows() {}

    /**
     * Every row after the header; none of an empty file.
     *
     * @throws IOException where the file can't be read or a quote is not closed
     */
    public static List<TextRow> read(Path file) throws IOException {
        Source source = Source.open(file);
        try (RowReader reader = new QuotedRows(source.text(), source.separator())) {
            List<TextRow> rows = new ArrayList<>();
            if (source.blank() || !reader.next()) {
                return rows;
            }
            Row row = reader.row();
            List<String> names = Header.names(row);
            var header = new Header(names);
            while (reader.next()) {
                if (header.isRepeatedBy(row)) {
                    continue;
                }
                Map<String, String> cells = new LinkedHashMap<>();
                for (int i = 0; i < Math.min(names.size(), row.size); i++) {
                    cells.put(names.get(i), row.text(i));
                }
                rows.add(new TextRow(row.line, cells));
            }
            return rows;
        }
    }
}
