/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.List;

/**
 * An axis of a figure.
 *
 * @param column CSV column or metric name whose values lie on it
 * @param sourceLabel the Python scripts' label, such as {@code gpu_mem_kvcache_mb (MB)}
 * @param label what a reader sees, with its unit, such as {@code KV cache (GiB)}
 * @param unit the unit shown, such as {@code GiB}, {@code tokens/s}, {@code s}; empty for a count or category
 * @param scale factor from the column's unit to the unit shown (1/1024 from the source's MB, which are 2^20 bytes, to GiB)
 * @param levels every value of a design-parameter axis in order, each a tick; empty for a continuous axis
 * @param zero whether zero must be on the axis
 */
public record Axis(
        String column, String sourceLabel, String label, String unit, double scale, List<Level> levels, boolean zero) {
    public Axis {
        levels = List.copyOf(levels);
    }
}
