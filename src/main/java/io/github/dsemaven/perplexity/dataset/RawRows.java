/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

/**
 * The source script's rule for WikiText's raw files: the rows are the lines with their line feed, blank ones are left out,
 * and the rest is joined by two line feeds. Line ends are those of Python's text mode. Takes the text piece by piece, for
 * WikiText-103's training text is half a gigabyte.
 */
final class RawRows {
    private final StringBuilder text;
    private final StringBuilder row = new StringBuilder();
    private boolean afterReturn;

    /**
     * @param expected characters that the rows will have, about
     */
    RawRows(int expected) {
        text = new StringBuilder(expected);
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
        return text.toString();
    }

    private void endRow() {
        if (!isBlank(row)) {
            if (text.length() > 0) {
                text.append("\n\n");
            }
            text.append(row);
        }
        row.setLength(0);
    }

    private static boolean isBlank(CharSequence row) {
        for (int i = 0; i < row.length(); i++) {
            if (!Corpus.isSpace(row.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
