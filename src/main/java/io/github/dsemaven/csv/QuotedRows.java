/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Rows of a file with quotes, split by Commons CSV. */
final class QuotedRows implements RowReader {
    /** Ends the reading of a row that has no end: a quote that is not closed would take in the rest of the file. */
    private static final class Limit extends FilterInputStream {
        private static final class Reached extends IOException {
            private static final long serialVersionUID = 1L;
        }

        private long read;

        Limit(InputStream in) {
            super(in);
        }

        void newRow() {
            read = 0;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            read += Math.max(0, count);
            if (read > MalformedRow.LONGEST) {
                throw new Reached();
            }
            return count;
        }
    }

    private final Limit limit;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Row row = new Row();

    QuotedRows(InputStream in, char separator) throws IOException {
        limit = new Limit(in);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        parser = CSVParser.builder()
                .setReader(new InputStreamReader(limit, StandardCharsets.UTF_8))
                .setFormat(format)
                .get();
        records = parser.iterator();
        row.buffer = new byte[256];
    }

    @Override
    public boolean next() throws IOException {
        CSVRecord csv;
        long start = parser.getCurrentLineNumber() + 1;
        limit.newRow();
        try {
            if (!records.hasNext()) {
                return false;
            }
            csv = records.next();
        } catch (UncheckedIOException | IllegalStateException e) {
            if (e.getCause() instanceof CharacterCodingException undecodable) {
                throw undecodable;
            }
            throw e.getCause() instanceof Limit.Reached ? MalformedRow.tooLong(start) : MalformedRow.quotes(start);
        }
        row.size = 0;
        long lineBreaks = 0;
        int length = 0;
        for (String cell : csv) {
            byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
            if (row.buffer.length < length + bytes.length + 1) {
                row.buffer = Arrays.copyOf(row.buffer, (length + bytes.length + 1) * 2);
            }
            System.arraycopy(bytes, 0, row.buffer, length, bytes.length);
            row.addEnd(length + bytes.length);
            length += bytes.length + 1;
            lineBreaks += lineBreaks(cell);
        }
        row.line = parser.getCurrentLineNumber() - lineBreaks;
        return true;
    }

    private static long lineBreaks(String cell) {
        long breaks = 0;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == cell.length() || cell.charAt(i + 1) != '\n')) {
                breaks++;
            }
        }
        return breaks;
    }

    @Override
    public Row row() {
        return row;
    }

    @Override
    public void share(int leadingCells) {
        // Whoever quotes cells pays for reading each.
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
