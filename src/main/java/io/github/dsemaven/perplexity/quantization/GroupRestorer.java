/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;

/** Quantizes and restores rows in groups: finds the groups' scales, then runs loops over as many groups as possible. */
final class GroupRestorer implements Restorer {
    private final Tensor weight;
    private final WeightReader reader;
    private final GroupFormat format;
    private final FloatType type;
    private final GroupSteps steps;
    private final GroupLoops loops;
    private final boolean asymmetric;

    /** Lengths in a lane. */
    private final int row;

    private final int group;
    private final int shortest;

    private final SlidingMaximum highest = new SlidingMaximum();
    private final SlidingMaximum lowest = new SlidingMaximum();

    /** Scale and zero point of each group, the latter as the smallest value at first. */
    private float[] groupScales = new float[0];

    private float[] groupZeroPoints = new float[0];

    /** Scale and zero point of each place in the lanes. */
    private float[] scales = new float[0];

    private float[] zeroPoints = new float[0];

    private GroupRestorer(Tensor weight, Treatment.Group treatment) {
        int elements = Math.toIntExact(weight.rowLength());
        int together = treatment.format().groupSize(elements);
        Lanes lanes = Lanes.of(weight, together);
        this.weight = weight;
        this.format = treatment.format();
        this.type = FloatType.of(treatment.arithmetic());
        this.reader = new WeightReader(weight, type, lanes);
        this.steps = new GroupSteps(format, type);
        this.loops = new GroupLoops(format, type);
        this.asymmetric = format.steps() == GroupFormat.Steps.ASYMMETRIC;
        this.row = elements / lanes.number();
        this.group = Math.max(1, together / lanes.number());
        this.shortest = row % group == 0 ? group : row % group;
    }

    static Supplier<Restorer> supplier(Tensor weight, Treatment.Group treatment) {
        return () -> of(weight, treatment);
    }

    static GroupRestorer of(Tensor weight, Treatment.Group treatment) {
        return new GroupRestorer(weight, treatment);
    }

    @Override
    public Lanes restore(long from, int count) {
        int[][] bits = reader.read(from, count);
        int length = reader.length();
        reserve(length);
        if (asymmetric) {
            highest.positive(bits, length, shortest);
            lowest.negative(bits, length, shortest);
        } else {
            highest.magnitudes(bits, length, shortest);
        }
        scale(extremes(length), from / weight.rowLength());
        Lanes lanes = reader.floats();
        int pending = 0;
        int index = 0;
        for (int start = 0; start < lanes.length(); start += row) {
            for (int column = 0; column < row; column += group) {
                int begin = start + column;
                int end = start + Math.min(column + group, row);
                if (!spread(lanes, begin, end, index++)) {
                    loops.restore(lanes, scales, zeroPoints, pending, begin);
                    pending = end;
                }
            }
        }
        loops.restore(lanes, scales, zeroPoints, pending, lanes.length());
        return lanes;
    }

    private void reserve(int length) {
        if (scales.length < length) {
            scales = new float[length];
            zeroPoints = asymmetric ? new float[length] : zeroPoints;
            groupScales = new float[length];
            groupZeroPoints = asymmetric ? new float[length] : groupZeroPoints;
        }
    }

    /** Finds the largest value of each group, and where asymmetric the smallest; returns the number of groups. */
    private int extremes(int length) {
        int index = 0;
        for (int start = 0; start < length; start += row) {
            for (int column = 0; column < row; column += group) {
                int begin = start + column;
                int end = start + Math.min(column + group, row);
                groupScales[index] = reader.value(highest.over(begin, end));
                if (asymmetric) {
                    groupZeroPoints[index] = -reader.value(lowest.over(begin, end));
                }
                index++;
            }
        }
        return index;
    }

    /** Makes scales and zero points of largest and smallest values. A cast keeps the order, so that only they need be cast. */
    private void scale(int groups, long firstRow) {
        type.roundFinite(groupScales, groups);
        if (asymmetric) {
            type.roundFinite(groupZeroPoints, groups);
            CastLoops.subtract(groupScales, groupZeroPoints, groups);
            type.roundFinite(groupScales, groups);
        }
        int groupsARow = (row + group - 1) / group;
        for (int i = 0; i < groups; i++) {
            if (!type.holds(groupScales[i])) {
                throw NotFinite.at(weight, firstRow + i / groupsARow);
            }
        }
        steps.scales(groupScales, groups);
        if (asymmetric) {
            steps.zeroPoints(groupZeroPoints, groupScales, groups);
        }
    }

    /** Gives a group's places their scale; restores it at once and returns false where the loops don't suit. */
    private boolean spread(Lanes lanes, int begin, int end, int index) {
        float scale = groupScales[index];
        Arrays.fill(scales, begin, end, scale);
        if (asymmetric) {
            Arrays.fill(zeroPoints, begin, end, groupZeroPoints[index]);
        }
        if (loops.suit(scale)) {
            return true;
        }
        int zeroPoint = zeroPoint(lanes, begin * lanes.number());
        for (int lane = 0; lane < lanes.number(); lane++) {
            steps.restore(lanes.get(lane), begin, end, scale, zeroPoint);
        }
        return false;
    }

    /** Restored values as multiples of their scales, in their order. */
    void divide(Lanes restored, float[] into) {
        for (int lane = 0; lane < restored.number(); lane++) {
            CastLoops.divide(restored.get(lane), scales, restored.length());
        }
        restored.copyTo(into);
    }

    /** The scale of an element's group. */
    float scale(Lanes restored, int element) {
        return scales[element / restored.number()];
    }

    /** The zero point of an element's group. */
    int zeroPoint(Lanes restored, int element) {
        return asymmetric ? (int) zeroPoints[element / restored.number()] : format.halfRange();
    }
}
