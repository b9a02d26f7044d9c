/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

/**
 * The unit that a column is shown in.
 *
 * @param name such as {@code GiB}
 * @param scale factor from the column's own unit
 */
record Unit(String name, double scale) {
    /**
     * The unit that suits values up to the greatest. The source's MB are 2^20 bytes; its columns in seconds end in
     * {@code _s}, its rates in {@code _per_s}.
     */
    static Unit of(String column, double greatest) {
        if (column.endsWith("_mb")) {
            return greatest < 512 ? new Unit("MiB", 1) : new Unit("GiB", 1.0 / 1024);
        }
        if (column.endsWith("_per_s")) {
            return new Unit("tokens/s", 1);
        }
        return greatest < 1 ? new Unit("ms", 1000) : new Unit("s", 1);
    }
}
