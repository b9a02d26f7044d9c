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
    private final GroupSteps steps;
    private final boolean loopsSuit;
    private final float smallestScale;
    private final float splitter;
    private final int row;
    private final int group;

    /** Scale and zero point of each element's group. */
    private float[] scales = new float[0];

    private float[] zeroPoints = new float[0];

    private GroupRestorer(Tensor weight, Treatment.Group treatment) {
        FloatType type = FloatType.of(treatment.arithmetic());
        this.weight = weight;
        this.reader = new WeightReader(weight, type);
        this.format = treatment.format();
        this.steps = new GroupSteps(format, type);
        this.loopsSuit = GroupLoops.suit(format, type);
        this.smallestScale = GroupLoops.smallestScale(type);
        this.splitter = GroupLoops.splitter(type);
        this.row = Math.toIntExact(weight.rowLength());
        this.group = format.groupSize(row);
    }

    static Supplier<Restorer> supplier(Tensor weight, Treatment.Group treatment) {
        return () -> of(weight, treatment);
    }

    static GroupRestorer of(Tensor weight, Treatment.Group treatment) {
        return new GroupRestorer(weight, treatment);
    }

    @Override
    public void restore(long from, int count, float[] into) {
        reader.read(from, into, count);
        if (scales.length < count) {
            scales = new float[count];
            zeroPoints = format.steps() == GroupFormat.Steps.ASYMMETRIC ? new float[count] : zeroPoints;
        }
        int pending = 0;
        for (int start = 0; start < count; start += row) {
            for (int column = 0; column < row; column += group) {
                int begin = start + column;
                int end = start + Math.min(column + group, row);
                if (!prepare(into, begin, end, (from + start) / row)) {
                    loop(into, pending, begin);
                    pending = end;
                }
            }
        }
        loop(into, pending, count);
    }

    /** Finds a group's scale; restores it at once and returns false where the loops don't suit. */
    private boolean prepare(float[] w, int begin, int end, long rowIndex) {
        float scale;
        int zeroPoint;
        if (format.steps() == GroupFormat.Steps.ASYMMETRIC) {
            float low = 0;
            float high = 0;
            for (int i = begin; i < end; i++) {
                low = Math.min(low, w[i]);
                high = Math.max(high, w[i]);
            }
            scale = steps.scale(low, high);
            zeroPoint = Float.isFinite(scale) ? steps.zeroPoint(low, scale) : 0;
        } else {
            scale = steps.scale(Magnitude.largest(w, begin, end));
            zeroPoint = format.halfRange();
        }
        if (!Float.isFinite(scale)) {
            throw NotFinite.at(weight, rowIndex);
        }
        Arrays.fill(scales, begin, end, scale);
        if (zeroPoints.length > 0) {
            Arrays.fill(zeroPoints, begin, end, zeroPoint);
        }
        if (!loopsSuit || scale < smallestScale) {
            steps.restore(w, begin, end, scale, zeroPoint);
            return false;
        }
        return true;
    }

    /** The scale of each element restored last. */
    float[] scales() {
        return scales;
    }

    /** The zero point of an element restored last. */
    int zeroPoint(int element) {
        return zeroPoints.length > 0 ? (int) zeroPoints[element] : format.halfRange();
    }

    private void loop(float[] w, int from, int to) {
        if (from == to) {
            return;
        }
        switch (format.steps()) {
            case MLC -> {
                if (splitter == 0) {
                    GroupLoops.mlc(w, scales, from, to, format.halfRange());
                } else {
                    GroupLoops.mlc(w, scales, from, to, format.halfRange(), splitter);
                }
            }
            case FAKE -> {
                if (splitter == 0) {
                    GroupLoops.fake(w, scales, from, to);
                } else {
                    GroupLoops.fake(w, scales, from, to, splitter);
                }
            }
            case ASYMMETRIC -> {
                if (splitter == 0) {
                    GroupLoops.asymmetric(w, scales, zeroPoints, from, to, steps.top());
                } else {
                    GroupLoops.asymmetric(w, scales, zeroPoints, from, to, steps.top(), splitter);
                }
            }
        }
    }
}
