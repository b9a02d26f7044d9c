/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells of what family a CSV file is, by its header. */
public final class Families {
    /** No header of ours is longer. */
    private static final int HEAD = 1 << 16;

    private Families() {}

    /** By the column that only files of one family have; empty where there is none, or no file that can be read. */
    public static Optional<Family> of(Path file) {
        return Family.recognise(header(file));
    }

    /** The same where the header has every column that the family needs. */
    static Optional<Family> complete(Path file) {
        Set<String> header = header(file);
        return Family.recognise(header)
                .filter(family -> family.columns().stream()
                        .filter(ColumnSpec::required)
                        .map(ColumnSpec::name)
                        .allMatch(header::contains));
    }

    private static Set<String> header(Path file) {
        var names = new HashSet<String>();
        if (Files.isRegularFile(file)) {
            try {
                Source source = Source.open(file);
                try (InputStream text = source.text();
                        RowReader reader =
                                new QuotedRows(new ByteArrayInputStream(text.readNBytes(HEAD)), source.separator())) {
                    if (!source.blank() && reader.next()) {
                        Row row = reader.row();
                        for (int i = 0; i < row.size; i++) {
                            names.add(row.text(i).toLowerCase(Locale.ROOT));
                        }
                    }
                }
            } catch (IOException e) {
                return Set.of(); // who reads the file says what is wrong with it
            }
        }
        return names;
    }
}
