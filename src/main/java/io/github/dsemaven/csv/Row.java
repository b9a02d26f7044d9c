/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.util.Arrays;

/**
 * The row a reader stands on, as slices of a byte buffer (UTF-8), so that a cell nobody asks for costs nothing. Valid
 * until the reader moves on.
 */
final class Row {
    byte[] buffer = {};
    /** Where the row starts in the buffer; all ends are relative to it. */
    int base;
    /** One past the last byte of each cell; the next cell starts one byte later. */
    int[] ends = new int[32];

    int size;
    /** Line of the file on which the row starts, from 1. */
    long line;
    /** Whether the shared leading cells are those of the row before, to the byte. */
    boolean repeatsKey;

    private final TextPool pool = new TextPool();

    void addEnd(int end) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        ends[size++] = end;
    }

    private int start(int cell) {
        int p = base + (cell == 0 ? 0 : ends[cell - 1] + 1);
        int end = base + ends[cell];
        while (p < end && isBlank(buffer[p])) {
            p++;
        }
        return p;
    }

    private int end(int cell, int start) {
        int p = base + ends[cell];
        while (p > start && isBlank(buffer[p - 1])) {
            p--;
        }
        return p;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** How many bytes the cell has, blanks and all. */
    int length(int cell) {
        return ends[cell] - (cell == 0 ? 0 : ends[cell - 1] + 1);
    }

    /** Whether the cell holds nothing but blanks. */
    boolean isEmpty(int cell) {
        int start = start(cell);
        return end(cell, start) == start;
    }

    /** Whether the cell, blanks and all, is exactly these bytes. */
    boolean is(int cell, byte[] bytes) {
        int from = base + (cell == 0 ? 0 : ends[cell - 1] + 1);
        return Arrays.equals(buffer, from, base + ends[cell], bytes, 0, bytes.length);
    }

    /** The cell without the blanks around it; bytes that are not UTF-8 become U+FFFD. */
    String text(int cell) {
        int start = start(cell);
        return pool.get(buffer, start, end(cell, start));
    }

    /** The cell as a number, see {@link Numbers#parse}. */
    double number(int cell) {
        int start = start(cell);
        return Numbers.parse(buffer, start, end(cell, start));
    }

    /** See {@link Numbers#isPlain}. */
    boolean isPlainNumber(int cell, boolean notNegative) {
        int start = start(cell);
        return Numbers.isPlain(buffer, start, end(cell, start), notNegative);
    }
}
