/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.OptionalDouble;

/** Limits as users write them. */
public final class Percent {
    private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?";

    private Percent() {}

    /**
     * A part from a percentage such as {@code 5}, {@code 0.5 %}; empty for no text.
     *
     * @param element what to call it in an error, such as {@code <maxRise>}
     */
    public static OptionalDouble part(String element, String text) {
        String number = text.strip().replaceAll("\\s*%$", "");
        OptionalDouble value = number(element, number);
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() / 100) : value;
    }

    /** A number; empty for no text. */
    public static OptionalDouble number(String element, String text) {
        String number = text.strip();
        if (number.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!number.matches(NUMBER)) {
            throw new DseException(Place.of(element), "\"" + text + "\" is not a number", Suggestions.limit());
        }
        return OptionalDouble.of(Double.parseDouble(number));
    }
}
