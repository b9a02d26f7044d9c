/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Configuration;

/**
 * What was measured at a configuration, after repeated measurements have been collapsed into one.
 *
 * @param tag model tag of the file
 * @param configuration under which conditions
 * @param value in the unit of the column or metric
 */
public record Measurement(String tag, Configuration configuration, double value) {
    /** The value of a text column: {@code model}, {@code device} or {@code model_tag}. */
    public String text(String column) {
        return switch (column) {
            case Columns.MODEL -> configuration.model();
            case Columns.DEVICE -> configuration.device();
            case Columns.MODEL_TAG -> tag;
            default -> throw new IllegalArgumentException("not a text column: " + column);
        };
    }
}
