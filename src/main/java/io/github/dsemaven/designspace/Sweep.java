/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import io.github.dsemaven.csv.Configuration;
import io.github.dsemaven.csv.Samples;
import io.github.dsemaven.csv.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One column or metric of one file with one measurement for each configuration.
 *
 * @param tag model tag
 * @param measurements in the order in which the configurations first appear
 * @param empty configurations left out because what counts is an empty cell
 * @param repeated configurations measured more than once
 * @param differing those of them whose measurements differ, in order
 * @param leastRatio smallest ratio of a later measurement to the first, over the differing ones; 1 if there are none
 * @param greatestRatio largest such ratio
 */
public record Sweep(
        String tag,
        List<Measurement> measurements,
        int empty,
        int repeated,
        Set<Configuration> differing,
        double leastRatio,
        double greatestRatio) {
    public Sweep {
        measurements = List.copyOf(measurements);
        differing = Collections.unmodifiableSet(differing);
    }

    /** Collapses the samples of a table's column; no measurements where the table lacks it. */
    public static Sweep of(Table table, String column, Repeats repeats) {
        return of(List.of(table), column, repeats).get(0);
    }

    /**
     * Collapses the samples of a column over tables; those with the same tag are one sweep, whose first measurement is in
     * the table given first. Tags are in order of first appearance.
     */
    public static List<Sweep> of(List<Table> tables, String column, Repeats repeats) {
        Map<String, List<Table>> byTag = new LinkedHashMap<>();
        tables.forEach(table ->
                byTag.computeIfAbsent(table.tag(), tag -> new ArrayList<>()).add(table));
        var sweeps = new ArrayList<Sweep>();
        byTag.forEach((tag, parts) -> sweeps.add(collapse(tag, parts, column, repeats)));
        return sweeps;
    }

    private static Sweep collapse(String tag, List<Table> parts, String column, Repeats repeats) {
        var builder = new Builder(tag, repeats);
        if (parts.size() == 1) {
            List<Configuration> configurations = parts.get(0).configurations();
            double[][] grouped = group(parts.get(0), column);
            for (int i = 0; i < grouped.length; i++) {
                builder.add(configurations.get(i), grouped[i]);
            }
            return builder.build();
        }
        Map<Configuration, double[]> values = new LinkedHashMap<>();
        for (Table part : parts) {
            double[][] grouped = group(part, column);
            for (int i = 0; i < grouped.length; i++) {
                values.merge(part.configurations().get(i), grouped[i], Sweep::concat);
            }
        }
        values.forEach(builder::add);
        return builder.build();
    }

    /** The samples of each configuration of a table in the order of the file. */
    private static double[][] group(Table table, String column) {
        double[][] groups = new double[table.configurations().size()][];
        int[] counts = new int[groups.length];
        Samples samples = table.samples().get(column);
        int size = samples == null ? 0 : samples.size();
        for (int i = 0; i < size; i++) {
            counts[samples.configuration(i)]++;
        }
        for (int i = 0; i < groups.length; i++) {
            groups[i] = new double[counts[i]];
        }
        Arrays.fill(counts, 0);
        for (int i = 0; i < size; i++) {
            int configuration = samples.configuration(i);
            groups[configuration][counts[configuration]++] = samples.value(i);
        }
        return groups;
    }

    private static double[] concat(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static final class Builder {
        private final String tag;
        private final Repeats repeats;
        private final List<Measurement> measurements = new ArrayList<>();
        private int empty;
        private int repeated;
        private final Set<Configuration> differing = new LinkedHashSet<>();
        private double leastRatio = Double.POSITIVE_INFINITY;
        private double greatestRatio = Double.NEGATIVE_INFINITY;

        Builder(String tag, Repeats repeats) {
            this.tag = tag;
            this.repeats = repeats;
        }

        void add(Configuration configuration, double[] values) {
            if (values.length == 0) {
                return;
            }
            if (values.length == 1 && !Double.isNaN(values[0])) {
                measurements.add(new Measurement(tag, configuration, values[0]));
                return;
            }
            count(configuration, values);
            double[] filled =
                    Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
            boolean firstIsEmpty = repeats == Repeats.FIRST && Double.isNaN(values[0]);
            if (filled.length == 0 || firstIsEmpty) {
                empty++;
            } else {
                measurements.add(new Measurement(tag, configuration, repeats.collapse(filled)));
            }
        }

        private void count(Configuration configuration, double[] values) {
            repeated += values.length > 1 ? 1 : 0;
            boolean differs = false;
            for (int i = 1; i < values.length; i++) {
                if (values[i] != values[0] && !Double.isNaN(values[i]) && !Double.isNaN(values[0])) {
                    differs = true;
                    leastRatio = Math.min(leastRatio, values[i] / values[0]);
                    greatestRatio = Math.max(greatestRatio, values[i] / values[0]);
                }
            }
            if (differs) {
                differing.add(configuration);
            }
        }

        Sweep build() {
            return differing.isEmpty()
                    ? new Sweep(tag, measurements, empty, repeated, differing, 1, 1)
                    : new Sweep(tag, measurements, empty, repeated, differing, leastRatio, greatestRatio);
        }
    }
}
