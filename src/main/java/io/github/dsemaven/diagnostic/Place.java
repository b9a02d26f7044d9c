/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import java.util.Objects;

/**
 * Where in the user's input a problem lies.
 *
 * @param subject the file as the user named it, or the XML element or property of the POM such as {@code <formats>}
 * @param line line number from 1, or 0 where no line applies
 * @param column column name, or the empty string where no column applies
 */
public record Place(String subject, long line, String column) {
    public Place {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(column, "column");
    }

    /** The whole file, folder or XML element. */
    public static Place of(String subject) {
        return new Place(subject, 0, "");
    }

    /** A line of a file. */
    public static Place line(String file, long line) {
        return new Place(file, line, "");
    }

    /** A cell of a table: a line of a file and the name of a column. */
    public static Place cell(String file, long line, String column) {
        return new Place(file, line, column);
    }

    /** {@code file}, {@code file:line}, or {@code file:line, column name}. */
    @Override
    public String toString() {
        var text = new StringBuilder(subject);
        if (line > 0) {
            text.append(':').append(line);
        }
        if (!column.isEmpty()) {
            text.append(", column ").append(column);
        }
        return text.toString();
    }
}
