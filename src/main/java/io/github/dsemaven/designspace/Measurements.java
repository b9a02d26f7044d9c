/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measured values of one column or metric, each with the number of its configuration in a {@link Space}, after repeated
 * measurements have been collapsed into one.
 */
public final class Measurements {
    private final Space space;
    private final int[] configurations;
    private final double[] values;

    Measurements(Space space, int[] configurations, double[] values) {
        this.space = space;
        this.configurations = configurations;
        this.values = values;
    }

    /** Where the configurations are from. */
    public Space space() {
        return space;
    }

    /** Number of values. */
    public int size() {
        return values.length;
    }

    /** Number of the i-th value's configuration. */
    public int configuration(int i) {
        return configurations[i];
    }

    /** The i-th value, in the unit of the column or metric. */
    public double value(int i) {
        return values[i];
    }

    /** The measurements of several sweeps of one space, sweep by sweep. */
    public static Measurements of(Space space, List<Sweep> sweeps) {
        int size =
                sweeps.stream().mapToInt(sweep -> sweep.measurements().size()).sum();
        int[] configurations = new int[size];
        double[] values = new double[size];
        int end = 0;
        for (Sweep sweep : sweeps) {
            Measurements some = sweep.measurements();
            System.arraycopy(some.configurations, 0, configurations, end, some.size());
            System.arraycopy(some.values, 0, values, end, some.size());
            end += some.size();
        }
        return new Measurements(space, configurations, values);
    }

    /** Those that meet every condition, in their order. */
    public Measurements select(RowFilter filter) {
        Met[] met = filter.conditions().stream()
                .map(condition -> Met.of(space, condition))
                .toArray(Met[]::new);
        int[] kept = new int[size()];
        double[] keptValues = new double[size()];
        int count = 0;
        for (int i = 0; i < size(); i++) {
            if (Met.all(met, configurations[i])) {
                kept[count] = configurations[i];
                keptValues[count++] = values[i];
            }
        }
        return new Measurements(space, Arrays.copyOf(kept, count), Arrays.copyOf(keptValues, count));
    }

    /** For each condition in turn how many of the measurements left by those before it it removes, in words. */
    public String removals(RowFilter filter) {
        var words = new ArrayList<String>();
        Measurements left = this;
        for (RowFilter.Condition condition : filter.conditions()) {
            Measurements kept = left.select(new RowFilter(List.of(condition)));
            words.add(condition + " removes " + (left.size() - kept.size()) + " of " + left.size());
            left = kept;
        }
        return String.join(", ", words);
    }

    /** A condition, decided once for each value of its column. */
    private record Met(Column column, boolean[] holds) {
        static Met of(Space space, RowFilter.Condition condition) {
            Column column = space.column(condition.column());
            boolean[] holds = new boolean[column.size()];
            for (int code = 0; code < holds.length; code++) {
                holds[code] =
                        column.isText() ? condition.holds(column.text(code)) : condition.holds(column.number(code));
            }
            return new Met(column, holds);
        }

        static boolean all(Met[] conditions, int configuration) {
            for (Met condition : conditions) {
                if (!condition.holds[condition.column.code(configuration)]) {
                    return false;
                }
            }
            return true;
        }
    }
}
