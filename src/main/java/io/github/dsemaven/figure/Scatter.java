/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.List;

/**
 * One quantity against another, a dot for each design point or model: what a choice buys and what it costs.
 *
 * @param name base name of its files
 * @param title what stands above the drawing
 * @param subtitle the fixed design point in words; may be empty
 * @param inputs names (not paths) of the files it was made from
 * @param x the horizontal quantity
 * @param y the vertical quantity
 * @param groupLabel what colour and marker tell apart, such as {@code model}
 * @param groups its values in legend order
 * @param dots every dot
 * @param front indices of the dots that no other beats in both quantities, by ascending x; joined by a line
 * @param caption sentences for below the drawing
 */
public record Scatter(
        String name,
        String title,
        String subtitle,
        List<String> inputs,
        Quantity x,
        Quantity y,
        String groupLabel,
        List<String> groups,
        List<Dot> dots,
        List<Integer> front,
        List<String> caption) {

    /**
     * A quantity on an axis.
     *
     * @param column where its values come from
     * @param label what a reader sees, with its unit
     * @param unit the unit shown; may be empty
     * @param scale factor from the unit of the values to the one shown
     * @param more whether more is better
     */
    public record Quantity(String column, String label, String unit, double scale, boolean more) {}

    /**
     * A dot.
     *
     * @param group index into {@link #groups}
     * @param x in the column's own unit
     * @param y in the column's own unit
     * @param name what it is, in words, such as {@code q4f16_1, context 4K, batch 8}
     * @param label what stands beside it; empty for most
     */
    public record Dot(int group, double x, double y, String name, String label) {}

    public Scatter {
        inputs = List.copyOf(inputs);
        groups = List.copyOf(groups);
        dots = List.copyOf(dots);
        front = List.copyOf(front);
        caption = List.copyOf(caption);
        if (dots.isEmpty()) {
            throw new IllegalArgumentException(name + " has no dot");
        }
    }
}
