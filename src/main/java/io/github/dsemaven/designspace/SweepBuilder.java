/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import java.util.Arrays;
import java.util.BitSet;

/** Collapses the samples of a tag's configurations, one configuration after another. */
final class SweepBuilder {
    private final Space space;
    private final int tag;
    private final Repeats repeats;
    private final int[] configurations;
    private final double[] values;
    private int size;
    private int empty;
    private int repeated;
    private final BitSet differing = new BitSet();
    private double leastRatio = Double.POSITIVE_INFINITY;
    private double greatestRatio = Double.NEGATIVE_INFINITY;

    SweepBuilder(Space space, int tag, Repeats repeats) {
        this.space = space;
        this.tag = tag;
        this.repeats = repeats;
        configurations = new int[space.to(tag) - space.from(tag)];
        values = new double[configurations.length];
    }

    /** The samples from one place to another are a configuration's, in the order of the files. */
    void add(int configuration, double[] samples, int from, int to) {
        if (to - from == 1 && !Double.isNaN(samples[from])) {
            keep(configuration, samples[from]);
        } else if (to > from) {
            collapse(configuration, Arrays.copyOfRange(samples, from, to));
        }
    }

    private void keep(int configuration, double value) {
        configurations[size] = configuration;
        values[size++] = value;
    }

    private void collapse(int configuration, double[] samples) {
        count(configuration, samples);
        double[] filled =
                Arrays.stream(samples).filter(value -> !Double.isNaN(value)).toArray();
        boolean firstIsEmpty = repeats == Repeats.FIRST && Double.isNaN(samples[0]);
        if (filled.length == 0 || firstIsEmpty) {
            empty++;
        } else {
            keep(configuration, repeats.collapse(filled));
        }
    }

    private void count(int configuration, double[] samples) {
        repeated += samples.length > 1 ? 1 : 0;
        for (int i = 1; i < samples.length; i++) {
            if (samples[i] != samples[0] && !Double.isNaN(samples[i]) && !Double.isNaN(samples[0])) {
                differing.set(configuration);
                leastRatio = Math.min(leastRatio, samples[i] / samples[0]);
                greatestRatio = Math.max(greatestRatio, samples[i] / samples[0]);
            }
        }
    }

    Sweep build() {
        var measurements = new Measurements(space, Arrays.copyOf(configurations, size), Arrays.copyOf(values, size));
        boolean same = differing.isEmpty();
        return new Sweep(
                space.tags().get(tag),
                measurements,
                empty,
                repeated,
                differing,
                same ? 1 : leastRatio,
                same ? 1 : greatestRatio);
    }
}
