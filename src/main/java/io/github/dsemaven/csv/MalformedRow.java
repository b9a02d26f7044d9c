/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;

/** A row that can't be split into cells, so that nothing after it can be read either. */
final class MalformedRow extends IOException {
    private static final long serialVersionUID = 1L;

    /** Bytes that a row may have. Only what is no table has longer ones, and they would fill the memory. */
    static final int LONGEST = 1 << 24;

    private final long line;
    private final String suggestion;

    private MalformedRow(long line, String message, String suggestion) {
        super(message);
        this.line = line;
        this.suggestion = suggestion;
    }

    /** A quote that is never closed, or text after a closing quote. */
    static MalformedRow quotes(long line) {
        return new MalformedRow(
                line, "has a quote that is not closed, or text after a closing quote", Suggestions.quotes());
    }

    static MalformedRow tooLong(long line) {
        return new MalformedRow(
                line, "is longer than " + (LONGEST >> 20) + " MiB, so this is no table", Suggestions.longLine());
    }

    /** On which the row starts. */
    long line() {
        return line;
    }

    String suggestion() {
        return suggestion;
    }
}
