/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;

/** Reads a weight in bulk, cast to a type. One a thread: holds a buffer. */
final class WeightReader {
    private final Tensor weight;
    private final FloatType cast;
    private final float[] table;
    private short[] raw = new short[0];

    WeightReader(Tensor weight, FloatType cast) {
        this.weight = weight;
        this.cast = cast;
        this.table = Tables.of(weight.dtype(), cast);
    }

    /** Elements {@code from} to {@code from + count} as floats that hold values of the type. */
    void read(long from, float[] into, int count) {
        int size = weight.dtype().bytes();
        ByteBuffer bytes = weight.bytes(from * size, Math.multiplyExact(count, size));
        if (size == 4) {
            bytes.asFloatBuffer().get(into, 0, count);
            cast.round(into, count);
            return;
        }
        if (raw.length < count) {
            raw = new short[count];
        }
        bytes.asShortBuffer().get(raw, 0, count);
        if (table.length == 0) {
            for (int i = 0; i < count; i++) {
                into[i] = Float.intBitsToFloat(raw[i] << 16);
            }
        } else {
            for (int i = 0; i < count; i++) {
                into[i] = table[raw[i] & 0xffff];
            }
        }
    }

    /**
     * The largest magnitude of each block of elements, cast; NaN or infinite where one of them is. As integers magnitudes
     * compare like floats, NaN above infinity, and a cast keeps their order, so that one of 16 bits is cast a block.
     */
    void largest(long from, int count, int block, float[] into, int at) {
        int size = weight.dtype().bytes();
        if (raw.length < count) {
            raw = new short[count];
        }
        if (size == 2) {
            weight.bytes(from * size, Math.multiplyExact(count, size))
                    .asShortBuffer()
                    .get(raw, 0, count);
            for (int start = 0; start < count; start += block) {
                int bits = largest(raw, start, Math.min(start + block, count));
                into[at + start / block] = table.length == 0 ? Float.intBitsToFloat(bits << 16) : table[bits];
            }
            return;
        }
        float[] values = new float[count];
        read(from, values, count);
        for (int start = 0; start < count; start += block) {
            int bits = 0;
            for (int i = start; i < Math.min(start + block, count); i++) {
                bits = Math.max(bits, Float.floatToRawIntBits(values[i]) & 0x7fffffff);
            }
            into[at + start / block] = Float.intBitsToFloat(bits);
        }
    }

    private static int largest(short[] values, int from, int to) {
        int bits = 0;
        for (int i = from; i < to; i++) {
            bits = Math.max(bits, values[i] & 0x7fff);
        }
        return bits;
    }

    /** The value of each of the 65536 patterns of a 16-bit type, cast; made on first use. */
    private static final class Tables {
        private static final float[] NONE = {};

        static float[] of(DType stored, FloatType cast) {
            if (stored == DType.F16) {
                return cast == FloatType.BF16 ? HalfAsBFloat16.TABLE : HalfAsFloat.TABLE;
            }
            return stored == DType.BF16 && cast == FloatType.F16 ? BFloat16AsHalf.TABLE : NONE;
        }

        private static final class HalfAsFloat {
            static final float[] TABLE = make(DType.F16, FloatType.F32);
        }

        private static final class HalfAsBFloat16 {
            static final float[] TABLE = make(DType.F16, FloatType.BF16);
        }

        private static final class BFloat16AsHalf {
            static final float[] TABLE = make(DType.BF16, FloatType.F16);
        }

        private static float[] make(DType stored, FloatType cast) {
            float[] table = new float[1 << 16];
            for (int bits = 0; bits < table.length; bits++) {
                float value = stored == DType.F16 ? Half.toFloat((short) bits) : BFloat16.toFloat((short) bits);
                table[bits] = cast.round(value);
            }
            return table;
        }
    }
}
