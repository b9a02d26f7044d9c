/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import java.util.Objects;

/**
 * One thing that is wrong with the user's input.
 *
 * @param place where it is
 * @param message what is wrong, a sentence without a final full stop
 * @param suggestion what to do about it (see {@link Suggestions}), or the empty string
 */
public record Problem(Place place, String message, String suggestion) {
    public Problem {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(suggestion, "suggestion");
    }

    /** A problem that explains itself. */
    public static Problem at(Place place, String message) {
        return new Problem(place, message, "");
    }

    /** {@code place: message. Suggestion.}, on one line, whatever a name or a cell holds. */
    @Override
    public String toString() {
        return Printable.line(
                suggestion.isEmpty() ? place + ": " + message : place + ": " + message + ". " + suggestion);
    }
}
