/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.designspace.RowFilter;
import java.util.Optional;

/**
 * A line figure of the catalogue, before it meets data.
 *
 * @param name base name of its files
 * @param topic part of a report
 * @param quantity what its y axis shows
 * @param x column of the horizontal axis
 * @param hue column told apart by colour
 * @param style column told apart by marker and dash
 * @param facet column told apart by panel
 * @param filter its own row filter, which the user's conditions on the same columns replace
 * @param title what stands above it
 * @param source words of the Python scripts, the filter aside
 */
record LineFigureSpec(
        String name,
        Figure.Topic topic,
        Quantity quantity,
        String x,
        String hue,
        Optional<String> style,
        Optional<String> facet,
        RowFilter filter,
        String title,
        Figure.SourceWords source) {

    /**
     * What is measured.
     *
     * @param column CSV column or metric name
     * @param sourceLabel axis label of the Python scripts
     * @param label what a reader sees, without the unit
     */
    record Quantity(String column, String sourceLabel, String label) {}
}
