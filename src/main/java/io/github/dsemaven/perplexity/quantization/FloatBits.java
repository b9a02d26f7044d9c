/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Turns many floats into their bits and back, by copies through memory seen as both: JDK 17 makes no vector instructions of loops
 * over {@link Float#floatToRawIntBits} or its inverse, and two copies take a fifth of the time. One a thread.
 */
final class FloatBits {
    private IntBuffer ints = IntBuffer.allocate(0);
    private FloatBuffer floats = FloatBuffer.allocate(0);

    /** The first floats as their bits. */
    void of(float[] values, int[] into, int count) {
        reserve(count);
        floats.put(0, values, 0, count);
        ints.get(0, into, 0, count);
    }

    /** The floats of the first bits. */
    void toFloats(int[] bits, float[] into, int count) {
        reserve(count);
        ints.put(0, bits, 0, count);
        floats.get(0, into, 0, count);
    }

    private void reserve(int count) {
        if (ints.capacity() < count) {
            ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.nativeOrder());
            ints = bytes.asIntBuffer();
            floats = bytes.asFloatBuffer();
        }
    }
}
