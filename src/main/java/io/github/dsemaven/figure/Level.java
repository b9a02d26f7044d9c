/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One value of a design parameter or of a category.
 *
 * @param text the value as in the CSV: a number in its shortest form, or the text itself
 * @param number the value as a number, empty for text
 * @param label what a reader sees: {@code 4K}, {@code off}, a display name
 * @param off whether the value switches the parameter off (a sliding window {@code <= 0}), and so is a category of its own
 */
public record Level(String text, OptionalDouble number, String label, boolean off) {
    /** The number as an integer where it is one. */
    public Optional<Long> integer() {
        if (number.isPresent() && number.getAsDouble() == Math.rint(number.getAsDouble())) {
            return Optional.of((long) number.getAsDouble());
        }
        return Optional.empty();
    }
}
