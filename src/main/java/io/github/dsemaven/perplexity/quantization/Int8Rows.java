/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;

/** Finds the codes of a weight's rows in LLM.int8(), or what they stand for. One a thread: holds buffers. */
final class Int8Rows implements Restorer {
    /** From this scale on, codes stand for zero and normal halves. */
    private static final float SMALLEST_NORMAL = 127 * 0x1p-14f;

    private final Tensor weight;
    private final WeightReader reader;
    private final SlidingMaximum largest = new SlidingMaximum();
    private final FloatBits floatBits = new FloatBits();
    private final int[][] codes;
    private float[] scales = new float[0];

    Int8Rows(Tensor weight) {
        Lanes lanes = Lanes.of(weight, 2);
        this.weight = weight;
        this.reader = new WeightReader(weight, FloatType.F16, lanes);
        this.codes = new int[lanes.number()][Math.toIntExact(weight.rowLength()) / lanes.number()];
    }

    /** A row's codes in the lowest bytes, in lanes, of which there is one or two; valid until the next are found. */
    int[][] codes(long row) {
        Lanes lanes = read(row * weight.rowLength(), Math.toIntExact(weight.rowLength()));
        for (int i = 0; i < codes.length; i++) {
            code(lanes.get(i), 0, lanes.length(), factor(scales[0]));
            floatBits.of(lanes.get(i), codes[i], lanes.length());
        }
        return codes;
    }

    /** The largest magnitude of the row of which codes were found last. */
    float scale() {
        return scales[0];
    }

    /** The weight as its codes say, {@code T16(code * scale / 127)}: what multiplies outlier columns. */
    @Override
    public Lanes restore(long from, int count) {
        Lanes lanes = read(from, count);
        int row = Math.toIntExact(weight.rowLength()) / lanes.number();
        boolean normal = smallestScale(lanes.length() / row) >= SMALLEST_NORMAL;
        for (int i = 0; i < lanes.number(); i++) {
            for (int start = 0; start < lanes.length(); start += row) {
                float scale = scales[start / row];
                restore(lanes.get(i), start, start + row, factor(scale), scale);
            }
            if (normal) {
                CastLoops.normalHalf(lanes.get(i), lanes.length());
            } else {
                CastLoops.half(lanes.get(i), lanes.length());
            }
        }
        return lanes;
    }

    /** Reads rows and finds their scales. */
    private Lanes read(long from, int count) {
        int[][] bits = reader.read(from, count);
        int row = Math.toIntExact(weight.rowLength()) / bits.length;
        int rows = row == 0 ? 0 : reader.length() / row;
        scales = scales.length < rows ? new float[rows] : scales;
        largest.magnitudes(bits, reader.length(), row);
        for (int i = 0; i < rows; i++) {
            scales[i] = FloatType.F16.round(reader.value(largest.over(i * row, (i + 1) * row)));
            if (!Float.isFinite(scales[i])) {
                throw NotFinite.at(weight, from / weight.rowLength() + i);
            }
        }
        return reader.floats();
    }

    private float smallestScale(int rows) {
        float smallest = scales[0];
        for (int i = 1; i < rows; i++) {
            smallest = Math.min(smallest, scales[i]);
        }
        return smallest;
    }

    private static float factor(float scale) {
        return scale == 0 ? 0 : 127f / scale;
    }

    private static void code(float[] w, int from, int to, float factor) {
        for (int i = from; i < to; i++) {
            w[i] = w[i] * factor + GroupLoops.MAGIC;
        }
    }

    private static void restore(float[] w, int from, int to, float factor, float scale) {
        for (int i = from; i < to; i++) {
            w[i] = (w[i] * factor + GroupLoops.MAGIC - GroupLoops.MAGIC) * scale / 127f;
        }
    }
}
