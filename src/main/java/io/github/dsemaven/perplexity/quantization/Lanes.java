/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;

/**
 * A run of a weight's elements as floats, in lanes: one lane has all of them, of two lanes one has those at even places and the
 * other those at odd ones. Two elements of 16 bits lie in one int, and the compiler makes vector instructions of loops that take
 * both halves of ints to two arrays, or put them together, but of none that widens shorts.
 */
final class Lanes {
    private final float[][] values;
    private int length;

    /** @param number 1 or 2 */
    Lanes(int number) {
        this.values = new float[number][0];
    }

    /** Lanes that suit a weight of which runs of so many elements, and rows, belong together: two where 16-bit runs are even. */
    static Lanes of(Tensor weight, int run) {
        boolean even = run % 2 == 0 && weight.rowLength() % 2 == 0;
        return new Lanes(weight.dtype().bytes() == Short.BYTES && even ? 2 : 1);
    }

    /** Makes room for so many elements, which {@link #number()} divides. */
    void resize(int elements) {
        length = elements / values.length;
        for (int i = 0; i < values.length; i++) {
            if (values[i].length < length) {
                values[i] = new float[length];
            }
        }
    }

    /** How many lanes there are. */
    int number() {
        return values.length;
    }

    /** Elements of a lane. */
    int length() {
        return length;
    }

    /** A lane, the first of which has the first element. */
    float[] get(int lane) {
        return values[lane];
    }

    /** Elements in their order. */
    void copyTo(float[] into) {
        if (values.length == 1) {
            System.arraycopy(values[0], 0, into, 0, length);
            return;
        }
        float[] even = values[0];
        float[] odd = values[1];
        for (int i = 0; i < length; i++) {
            into[2 * i] = even[i];
            into[2 * i + 1] = odd[i];
        }
    }
}
