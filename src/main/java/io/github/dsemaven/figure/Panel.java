/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One panel (facet) of a figure: lines or bars, never both.
 *
 * @param level the value of the facet dimension, empty where the figure has a single panel
 * @param rows rows that entered this panel
 * @param series lines, ordered by hue level and then by style level; combinations without rows are absent
 * @param coincident groups of two or more indices into {@code series} whose (x, mean) lists are identical to the bit
 * @param bars bars in order of drawing
 */
public record Panel(
        Optional<Level> level, int rows, List<Series> series, List<List<Integer>> coincident, List<Bar> bars) {
    public Panel {
        series = List.copyOf(series);
        coincident = coincident.stream().map(List::copyOf).toList();
        bars = List.copyOf(bars);
    }

    /**
     * A line.
     *
     * @param hue level of the hue dimension
     * @param style level of the style dimension, empty where the figure has none
     * @param points ascending in x
     * @param missing x levels that other series of this figure have and this one should have but has not
     */
    public record Series(Level hue, Optional<Level> style, List<Point> points, List<Level> missing) {
        public Series {
            points = List.copyOf(points);
            missing = List.copyOf(missing);
        }
    }

    /** A point of a line: an x level and the statistics of the rows averaged there, in the column's unit. */
    public record Point(Level x, Statistics y) {}

    /**
     * A bar.
     *
     * @param category level of the hue dimension
     * @param value mean and spread over its rows
     * @param text the number printed on it
     * @param facts what else is known of it, for the figure's data
     */
    public record Bar(Level category, Statistics value, String text, Map<String, String> facts) {
        public Bar {
            facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        }

        /** One of which nothing more is known. */
        public Bar(Level category, Statistics value, String text) {
            this(category, value, text, Map.of());
        }
    }
}
