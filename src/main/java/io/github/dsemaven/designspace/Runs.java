/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.List;
import java.util.Locale;

/** What happens to configurations that differ only in how many runs were measured. */
public sealed interface Runs {
    /** All are averaged together, as in the Python scripts. */
    record All() implements Runs {}

    /** Only those of so many runs are drawn. */
    record Only(long numRuns) implements Runs {}

    /** Each number of runs is drawn as a line of its own. */
    record Separate() implements Runs {}

    /**
     * Reads {@code all}, {@code separate} or a number.
     *
     * @throws DseException naming the valid values
     */
    static Runs parse(String parameter, String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        if (value.equals("all")) {
            return new All();
        }
        if (value.equals("separate")) {
            return new Separate();
        }
        if (value.matches("[0-9]{1,9}")) {
            return new Only(Long.parseLong(value));
        }
        throw new DseException(
                Place.of(parameter),
                "unknown value \"" + text + "\"",
                Suggestions.validValues(text, List.of("all", "separate", "a number such as 3")));
    }
}
