/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What counts where a configuration was measured more than once. */
public enum Repeats {
    /** The first measurement in the file, as in the Python scripts. */
    FIRST,
    /** The arithmetic mean. */
    MEAN,
    /** The median: the middle value, or the mean of the two in the middle. */
    MEDIAN;

    /**
     * Reads a parameter's value.
     *
     * @throws DseException naming the valid values
     */
    public static Repeats parse(String parameter, String text) {
        List<String> valid = Arrays.stream(values()).map(Repeats::word).toList();
        int index = valid.indexOf(text.strip().toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new DseException(
                    Place.of(parameter), "unknown value \"" + text + "\"", Suggestions.validValues(text, valid));
        }
        return values()[index];
    }

    /** {@code first}, {@code mean}, {@code median}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One value of several, in the order of the file; none may be NaN, at least one is there. */
    double collapse(double[] values) {
        return switch (this) {
            case FIRST -> values[0];
            case MEAN -> Summary.mean(values);
            case MEDIAN -> median(values);
        };
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Summary.mean(new double[] {sorted[middle - 1], sorted[middle]});
    }
}
