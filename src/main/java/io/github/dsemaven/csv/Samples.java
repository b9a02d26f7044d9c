/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.util.Arrays;

/**
 * The values of one column or metric in the order of the file, each with the index of its configuration. A value is NaN
 * where the cell of a results file is empty; empty cells of a metrics file have no sample.
 */
public final class Samples {
    private int[] configurations = new int[64];
    private double[] values = new double[64];
    private int size;

    Samples() {}

    void add(int configuration, double value) {
        if (size == values.length) {
            configurations = Arrays.copyOf(configurations, size + (size >> 1));
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        configurations[size] = configuration;
        values[size++] = value;
    }

    /** Number of samples. */
    public int size() {
        return size;
    }

    /** Index of the i-th sample's configuration in {@link Table#configurations()}. */
    public int configuration(int i) {
        return configurations[i];
    }

    /** Value of the i-th sample, in the column's unit. */
    public double value(int i) {
        return values[i];
    }
}
