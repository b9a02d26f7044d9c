/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.DType;
import java.nio.ByteBuffer;

/** Writes restored values, little-endian. One a thread: holds buffers. */
final class LaneWriter {
    private final DType target;
    private final boolean exactHalves;
    private final FloatBits floatBits = new FloatBits();
    private float[] whole = new float[0];
    private int[] first = new int[0];
    private int[] second = new int[0];
    private int[] signs = new int[0];
    private short[] shorts = new short[0];

    /**
     * @param target type to which values are rounded
     * @param exactHalves whether each value is known to be one that halves have, 65536 standing for infinity
     */
    LaneWriter(DType target, boolean exactHalves) {
        this.target = target;
        this.exactHalves = exactHalves;
    }

    /**
     * Writes all values in their order.
     *
     * @param lanes finite values; lost
     * @param into little-endian, as long as they are
     */
    void write(Lanes lanes, ByteBuffer into) {
        if (target == DType.F32) {
            floats(lanes, into);
            return;
        }
        int length = lanes.length();
        if (first.length < length) {
            first = new int[length];
            second = new int[length];
            signs = new int[length];
        }
        upperHalves(lanes.get(0), first, length);
        if (lanes.number() == 2) {
            upperHalves(lanes.get(1), second, length);
            BitLoops.upperHalves(first, second, length);
            into.asIntBuffer().put(first, 0, length);
            return;
        }
        if (shorts.length < length) {
            shorts = new short[length];
        }
        BitLoops.upperHalves(first, shorts, length);
        into.asShortBuffer().put(shorts, 0, length);
    }

    private void floats(Lanes lanes, ByteBuffer into) {
        if (lanes.number() == 1) {
            into.asFloatBuffer().put(lanes.get(0), 0, lanes.length());
            return;
        }
        int count = 2 * lanes.length();
        if (whole.length < count) {
            whole = new float[count];
        }
        lanes.copyTo(whole);
        into.asFloatBuffer().put(whole, 0, count);
    }

    /** Finds the 16 bits of each value, in the upper half of an int. */
    private void upperHalves(float[] lane, int[] into, int count) {
        if (target == DType.BF16) {
            floatBits.of(lane, into, count);
            CastLoops.bfloat16(into, count);
            return;
        }
        int[] ofSigns = into;
        if (!exactHalves) {
            // The cast loses the sign of what becomes zero.
            floatBits.of(lane, signs, count);
            ofSigns = signs;
            CastLoops.clamp(lane, 0x1p16f, count);
            CastLoops.half(lane, count);
        }
        CastLoops.multiply(lane, 0x1p-112f, count);
        floatBits.of(lane, into, count);
        BitLoops.toHalves(into, ofSigns, count);
    }
}
