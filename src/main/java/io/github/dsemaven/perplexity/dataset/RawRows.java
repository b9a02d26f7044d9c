/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

/**
 * The rows of WikiText's raw files: lines with their line feed. Line ends are those of Python's text mode. Takes the text piece
 * by piece, for WikiText-103's training text is half a gigabyte.
 */
final class RawRows {
    private final Rows rows;
    private final StringBuilder row = new StringBuilder();
    private boolean afterReturn;

    RawRows(Rows rows) {
        this.rows = rows;
    }

    void add(CharSequence piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            boolean pair = c == '\n' && afterReturn;
            afterReturn = c == '\r';
            if (c == '\n' || c == '\r') {
                if (!pair) {
                    row.append('\n');
                    endRow();
                }
            } else {
                row.append(c);
            }
        }
    }

    /** All rows, after the last piece. */
    String joined() {
        endRow();
        return rows.joined();
    }

    private void endRow() {
        rows.add(row);
        row.setLength(0);
    }
}
