/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import java.util.Arrays;
import java.util.List;

/** Measurements grouped by the values of some columns; groups are in order of first appearance, as are their members. */
public final class Groups {
    private final int[] starts;
    private final int[] configurations;
    private final double[] values;

    private Groups(int[] starts, int[] configurations, double[] values) {
        this.starts = starts;
        this.configurations = configurations;
        this.values = values;
    }

    /** Groups measurements that agree in every column. */
    public static Groups of(Measurements measurements, List<Column> columns) {
        int size = measurements.size();
        int[] groups = new int[size];
        int count = Math.min(size, 1);
        for (Column column : columns) {
            var numbering = new Numbering();
            for (int i = 0; i < size; i++) {
                groups[i] = numbering.of((long) groups[i] << 32 | column.code(measurements.configuration(i)));
            }
            count = numbering.size();
        }
        int[] starts = new int[count + 1];
        for (int group : groups) {
            starts[group + 1]++;
        }
        for (int group = 0; group < count; group++) {
            starts[group + 1] += starts[group];
        }
        int[] next = Arrays.copyOf(starts, count);
        int[] configurations = new int[size];
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            int place = next[groups[i]]++;
            configurations[place] = measurements.configuration(i);
            values[place] = measurements.value(i);
        }
        return new Groups(starts, configurations, values);
    }

    /** Number of groups. */
    public int size() {
        return starts.length - 1;
    }

    /** Place of the first member of a group. */
    public int from(int group) {
        return starts[group];
    }

    /** One past the place of the last member of a group; the next group starts there. */
    public int to(int group) {
        return starts[group + 1];
    }

    /** Number of the configuration at a place. */
    public int configuration(int place) {
        return configurations[place];
    }

    /** Number of measurements of all groups. */
    public int members() {
        return configurations.length;
    }

    /** The values of a group. */
    public double[] values(int group) {
        return Arrays.copyOfRange(values, starts[group], starts[group + 1]);
    }
}
