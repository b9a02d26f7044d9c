/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits plain UTF-8 text into rows at byte level. A metrics file repeats nine cells on 22 lines in a row; where a line
 * starts with the same bytes as the one before, those cells are not split again.
 */
final class ByteRows implements RowReader {
    /** A quote was met: quoting is Commons CSV's business. Carries no stack, because it is a way out, not an error. */
    static final class QuoteFound extends IOException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private static final int CELL = 1;
    private static final int LINE = 2;
    private static final int QUOTE = 3;

    private static final long LINE_FEEDS = Words.repeat('\n');
    private static final long RETURNS = Words.repeat('\r');
    private static final long QUOTES = Words.repeat('"');

    private final InputStream in;
    private final long separators;
    private final byte[] kinds = new byte[256];
    private final Row row = new Row();
    private byte[] buffer = new byte[1 << 18];
    private int position;
    private int limit;
    private boolean atEnd;
    private long line = 1;
    private int sharedCells;
    private byte[] shared = {};
    private int sharedLength;

    ByteRows(InputStream in, char separator) {
        this.in = in;
        separators = Words.repeat(separator);
        kinds[separator] = CELL;
        kinds['\n'] = LINE;
        kinds['\r'] = LINE;
        kinds['"'] = QUOTE;
        row.buffer = buffer;
        buffer[0] = '\n';
    }

    @Override
    public void share(int leadingCells) {
        sharedCells = leadingCells;
        sharedLength = 0;
    }

    @Override
    public Row row() {
        return row;
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            int start = position;
            int end = split(start);
            boolean known = end < limit && (buffer[end] == '\n' || end + 1 < limit || atEnd);
            if (!known && !atEnd) {
                refill();
                continue;
            }
            if (end == limit && end == start) {
                return false;
            }
            row.line = line++;
            position = afterLine(end);
            if (end > start) {
                row.addEnd(end - start);
                remember();
                return true;
            }
        }
    }

    /** Notes where the cells of the line end, but for the last, and returns the line's end. */
    private int split(int start) throws QuoteFound {
        row.base = start;
        int p = start;
        row.repeatsKey = sharedLength > 0
                && limit - start > sharedLength
                && Arrays.equals(buffer, start, start + sharedLength, shared, 0, sharedLength);
        if (row.repeatsKey) {
            row.size = sharedCells;
            p += sharedLength;
        } else {
            row.size = 0;
        }
        while (true) {
            p = nextSpecial(p);
            int kind = kinds[buffer[p] & 0xff];
            if (kind == CELL) {
                row.addEnd(p++ - start);
            } else if (kind == LINE) {
                return p;
            } else {
                throw new QuoteFound();
            }
        }
    }

    /** The next separator, line end or quote; the line feed behind the last byte is always found. */
    private int nextSpecial(int from) {
        byte[] text = buffer;
        int p = from;
        int lastWord = limit - Long.BYTES;
        while (p <= lastWord) {
            long word = (long) Words.VIEW.get(text, p);
            long found = Words.find(word, separators)
                    | Words.find(word, LINE_FEEDS)
                    | Words.find(word, RETURNS)
                    | Words.find(word, QUOTES);
            if (found != 0) {
                return p + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            p += Long.BYTES;
        }
        byte[] kind = kinds;
        while (kind[text[p] & 0xff] == 0) {
            p++;
        }
        return p;
    }

    private int afterLine(int end) {
        if (end >= limit) {
            return limit;
        }
        boolean pair = buffer[end] == '\r' && end + 1 < limit && buffer[end + 1] == '\n';
        return end + (pair ? 2 : 1);
    }

    private void remember() {
        if (row.repeatsKey || sharedCells == 0) {
            return;
        }
        sharedLength = 0;
        if (row.size > sharedCells) {
            sharedLength = row.ends[sharedCells - 1] + 1;
            if (shared.length < sharedLength) {
                shared = new byte[sharedLength * 2];
            }
            System.arraycopy(buffer, row.base, shared, 0, sharedLength);
        }
    }

    /** Moves what is left to the front and reads on; a line feed after the last byte stops every scan. */
    private void refill() throws IOException {
        int left = limit - position;
        if (left > MalformedRow.LONGEST) {
            throw MalformedRow.tooLong(line);
        }
        if (left > buffer.length / 2) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
        }
        System.arraycopy(buffer, position, buffer, 0, left);
        row.buffer = buffer;
        position = 0;
        limit = left;
        while (limit < buffer.length - 1) {
            int read = in.read(buffer, limit, buffer.length - 1 - limit);
            if (read < 0) {
                atEnd = true;
                break;
            }
            limit += read;
        }
        buffer[limit] = '\n';
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
