/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.List;

/**
 * What a total is made of: bars of parts, grouped.
 *
 * @param name base name of its files
 * @param title what stands above the drawing
 * @param subtitle the fixed design point in words
 * @param inputs names (not paths) of the files it was made from
 * @param yLabel label of the vertical axis, with its unit
 * @param unit the unit shown
 * @param scale factor from the unit of the values to the one shown
 * @param parts names of the parts, the lowest first
 * @param groups groups of bars in order
 * @param caption sentences for below the drawing
 */
public record Stack(
        String name,
        String title,
        String subtitle,
        List<String> inputs,
        String yLabel,
        String unit,
        double scale,
        List<String> parts,
        List<Group> groups,
        List<String> caption) {

    /**
     * Bars that belong together.
     *
     * @param key what identifies the group in the data file
     * @param label what stands below it
     * @param bars in order
     */
    public record Group(String key, String label, List<Bar> bars) {
        public Group {
            bars = List.copyOf(bars);
        }
    }

    /**
     * A bar.
     *
     * @param key what identifies it in the data file
     * @param label what stands below it
     * @param values one for each part, in the source's unit
     */
    public record Bar(String key, String label, List<Double> values) {
        public Bar {
            values = List.copyOf(values);
        }

        /** The sum of the parts. */
        public double total() {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    public Stack {
        inputs = List.copyOf(inputs);
        parts = List.copyOf(parts);
        groups = List.copyOf(groups);
        caption = List.copyOf(caption);
        if (groups.stream().allMatch(group -> group.bars().isEmpty())) {
            throw new IllegalArgumentException(name + " has no bar");
        }
    }
}
