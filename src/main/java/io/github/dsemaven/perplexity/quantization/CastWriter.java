/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;

/**
 * Writes a weight that is only cast, first to one type and then to another, infinities and NaN included. One a thread: holds
 * buffers.
 */
final class CastWriter {
    private final Tensor weight;
    private final FloatType cast;
    private final DType target;
    private final float[] values;
    private final short[] patterns;
    private short[] raw = new short[0];
    private float[] floats = new float[0];

    /** @param patterns of {@link #patterns}, which all threads share */
    CastWriter(Tensor weight, FloatType cast, DType target, short[] patterns) {
        this.weight = weight;
        this.cast = cast;
        this.target = target;
        this.values = CastTables.values(weight.dtype(), cast);
        this.patterns = patterns;
    }

    /**
     * What becomes of each of the 65536 patterns of a type of 16 bits; none where a table doesn't pay, or the target has more.
     *
     * @param elements how many are to be written
     */
    static short[] patterns(DType stored, FloatType cast, DType target, long elements) {
        boolean pays = elements > 1 << 18 && stored.bytes() == Short.BYTES && target.bytes() == Short.BYTES;
        short[] patterns = new short[pays ? 1 << 16 : 0];
        for (int bits = 0; bits < patterns.length; bits++) {
            float value = CastTables.value(stored, cast, (short) bits);
            patterns[bits] = target == DType.BF16 ? BFloat16.fromFloat(value) : Half.fromFloat(value);
        }
        return patterns;
    }

    /** Writes elements {@code from} to {@code from + count}, little-endian. */
    void write(long from, int count, ByteBuffer into) {
        int size = weight.dtype().bytes();
        ByteBuffer bytes = weight.bytes(from * size, Math.multiplyExact(count, size));
        if (patterns.length > 0) {
            reserveRaw(count);
            bytes.asShortBuffer().get(raw, 0, count);
            for (int i = 0; i < count; i++) {
                raw[i] = patterns[raw[i] & 0xffff];
            }
            into.asShortBuffer().put(raw, 0, count);
            return;
        }
        if (floats.length < count) {
            floats = new float[count];
        }
        read(bytes, count);
        if (target == DType.F32) {
            into.asFloatBuffer().put(floats, 0, count);
            return;
        }
        reserveRaw(count);
        if (target == DType.BF16) {
            for (int i = 0; i < count; i++) {
                raw[i] = BFloat16.fromFloat(floats[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                raw[i] = Half.fromFloat(floats[i]);
            }
        }
        into.asShortBuffer().put(raw, 0, count);
    }

    private void read(ByteBuffer bytes, int count) {
        if (weight.dtype() == DType.F32) {
            bytes.asFloatBuffer().get(floats, 0, count);
            cast.round(floats, count);
            return;
        }
        reserveRaw(count);
        bytes.asShortBuffer().get(raw, 0, count);
        if (values.length == 0) {
            for (int i = 0; i < count; i++) {
                floats[i] = BFloat16.toFloat(raw[i]);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            floats[i] = values[raw[i] & 0xffff];
        }
    }

    private void reserveRaw(int count) {
        if (raw.length < count) {
            raw = new short[count];
        }
    }
}
