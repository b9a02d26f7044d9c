/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.util.List;
import java.util.Map;

/**
 * A results or metrics file: the configurations it measured and the values that figures draw.
 *
 * @param file where it comes from
 * @param tag model tag
 * @param rows rows of the file, drawn or not
 * @param configurations distinct configurations in order of first appearance
 * @param samples values by column (results) or metric name (metrics), for every drawn one
 * @param emptyCells for every drawn column or metric, how many of its cells are empty
 * @param undrawnMetrics other metric names of a metrics file in order of first appearance, with the number of rows
 */
public record Table(
        InputFile file,
        String tag,
        long rows,
        List<Configuration> configurations,
        Map<String, Samples> samples,
        Map<String, Long> emptyCells,
        Map<String, Long> undrawnMetrics) {}
