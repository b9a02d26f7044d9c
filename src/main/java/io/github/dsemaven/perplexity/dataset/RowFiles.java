/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads a corpus from one column of Parquet or JSON Lines files, by the row rule. */
final class RowFiles {
    private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

    private RowFiles() {}

    /** Whether a file is a Parquet file, by its first bytes; not where it can't be read. */
    static boolean isParquet(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a file holds a JSON object a line, by its name. */
    static boolean isJsonLines(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jsonl") || lower.endsWith(".ndjson");
    }

    /**
     * The rows of a column of files, one file after the other.
     *
     * @param shown the first file as the user named it, for errors; the others are shown by their names
     * @throws DseException when a file can't be read, is damaged, or has no such column of texts
     */
    static Corpus read(List<Path> files, String shown, String column) {
        return GivenFile.within(shown, () -> {
            try {
                return joined(files, shown, column);
            } catch (IOException e) {
                throw new DseException(Place.of(shown), "can't be read (" + Reason.of(e) + ")", Suggestions.TEXT_FILE);
            }
        });
    }

    private static Corpus joined(List<Path> files, String shown, String column) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        Rows rows = new Rows(1 << 16, shown, size);
        long empty = 0;
        for (Path file : files) {
            String name = file.equals(files.get(0)) ? shown : file.getFileName().toString();
            if (isParquet(file)) {
                empty += new ParquetColumn(file, name, column).read(rows);
            } else {
                empty += new JsonLines(file, name, column).read(rows);
            }
        }
        List<String> warnings = new ArrayList<>();
        if (empty > 0) {
            warnings.add(shown + ": " + empty + (empty == 1 ? " row has" : " rows have") + " no value in column \""
                    + column + "\" and " + (empty == 1 ? "is" : "are") + " left out");
        }
        String names = files.get(0).getFileName()
                + (files.size() > 1 ? " to " + files.get(files.size() - 1).getFileName() : "");
        String of = column.equals("text") ? names : "column " + column + " of " + names;
        return Corpus.of(rows.joined(), "non-blank rows of " + of + ", joined by two line feeds", warnings);
    }
}
