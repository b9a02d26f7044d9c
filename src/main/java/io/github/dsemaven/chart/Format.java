/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The file formats a figure can be written in, in the order they are written. */
public enum Format {
    SVG,
    PNG,
    PDF;

    /** File name extension, without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names a user may give. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Format::extension).toList();
    }

    /**
     * The format a user named, ignoring case.
     *
     * @throws DseException for any other name, listing the valid ones
     */
    public static Format parse(String name) {
        for (Format format : values()) {
            if (format.extension().equalsIgnoreCase(name.strip())) {
                return format;
            }
        }
        throw new DseException(
                Place.of("<formats>"), "unknown format \"" + name + "\"", Suggestions.validValues(name, names()));
    }
}
