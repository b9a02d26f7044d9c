/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.List;

/**
 * What colour, style or panels tell apart.
 *
 * @param column CSV column, or {@code model_tag}, {@code quant}
 * @param label what a reader sees, such as {@code sliding window}
 * @param levels its values in legend and drawing order
 * @param ordered whether the values have an order (a number), and so deserve a sequential scale of colours
 */
public record Dimension(String column, String label, List<Level> levels, boolean ordered) {
    public Dimension {
        levels = List.copyOf(levels);
    }
}
