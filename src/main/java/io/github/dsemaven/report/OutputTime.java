/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The one time in a reproducible build's archives. */
public final class OutputTime {
    private OutputTime() {}

    /**
     * Reads it as Maven's own plugins do.
     *
     * @param outputTimestamp value of {@code project.build.outputTimestamp}: ISO 8601, or seconds since 1970; empty, or a
     *     single character that is no digit, for none
     * @param sourceDateEpoch value of the environment variable {@code SOURCE_DATE_EPOCH}, which counts where the project
     *     says nothing; may be empty
     */
    public static Instant of(String outputTimestamp, String sourceDateEpoch) {
        String text = outputTimestamp.strip();
        boolean none = text.isEmpty() || text.length() == 1 && !Character.isDigit(text.charAt(0));
        if (none && sourceDateEpoch.isBlank()) {
            return Bundle.NO_TIME;
        }
        return none
                ? parse("SOURCE_DATE_EPOCH", sourceDateEpoch.strip())
                : parse("project.build.outputTimestamp", text);
    }

    private static Instant parse(String name, String text) {
        try {
            return text.matches("\\d{1,12}")
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new DseException(Place.of(name), "\"" + text + "\" is not a time", Suggestions.outputTime());
        }
    }
}
