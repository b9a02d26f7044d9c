/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;

/**
 * Rows of a data set as one text, by the source script's rule: blank rows are left out, and the rest is joined by two line
 * feeds.
 */
final class Rows {
    /** Up to here a text may be any multiple of its file. */
    private static final long SMALL = 64L << 20;

    /** Rows that repeat are stored once in some formats, and so a few kilobytes may stand for any number of them. */
    private static final long GREATEST_RATIO = 100;

    private final StringBuilder text;
    private final String shown;
    private final long most;

    /**
     * @param expected characters that the rows will have, about
     * @param shown the file as the user named it, for the error
     * @param fileSize bytes of the files that the rows come from
     */
    Rows(int expected, String shown, long fileSize) {
        this.text = new StringBuilder(expected);
        this.shown = shown;
        this.most = Math.min(Integer.MAX_VALUE - 16L, Math.max(SMALL, fileSize * GREATEST_RATIO));
    }

    /**
     * Adds a row.
     *
     * @throws DseException when the text gets larger than a file of this size can hold by fair means
     */
    void add(CharSequence row) {
        if (isBlank(row)) {
            return;
        }
        if (text.length() + 2L + row.length() > most) {
            throw new DseException(
                    Place.of(shown),
                    "unpacks to more than " + (most >> 20) + " MiB, which no text of this size does",
                    Suggestions.smallerText());
        }
        if (text.length() > 0) {
            text.append("\n\n");
        }
        text.append(row);
    }

    /** All rows, after the last. */
    String joined() {
        return text.toString();
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
