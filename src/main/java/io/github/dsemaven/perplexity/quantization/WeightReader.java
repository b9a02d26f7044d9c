/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;

/**
 * Reads a weight that is to be quantized, cast to a type as {@link CastLoops} do it: what is not finite, also after the cast, comes
 * out larger than any value of the type, or as NaN. One a thread: holds buffers.
 */
final class WeightReader {
    private final Tensor weight;
    private final DType stored;
    private final FloatType cast;
    private final Lanes lanes;
    private final FloatBits floatBits = new FloatBits();
    private final int[][] bits;
    private float[] coarse = new float[0];
    private short[] raw = new short[0];

    /** @param lanes where values will lie, made for the weight */
    WeightReader(Tensor weight, FloatType cast, Lanes lanes) {
        this.weight = weight;
        this.stored = weight.dtype();
        this.cast = cast;
        this.lanes = lanes;
        this.bits = new int[lanes.number()][0];
    }

    /**
     * Reads elements {@code from} to {@code from + count}, both even where there are two lanes.
     *
     * @return their bits in lanes, valid until {@link #floats()} or the next are read: of floats, of which those of halves still have
     *     the halves' exponents; their order is that of the values
     */
    int[][] read(long from, int count) {
        lanes.resize(count);
        if (bits[0].length < lanes.length()) {
            for (int i = 0; i < bits.length; i++) {
                bits[i] = new int[lanes.length()];
            }
            coarse = new float[lanes.length()];
        }
        int size = stored.bytes();
        load(weight.bytes(from * size, Math.multiplyExact(count, size)), count);
        return bits;
    }

    /** Elements in a lane, of those that were read. */
    int length() {
        return lanes.length();
    }

    /** The value of an element's bits, not cast; what is not finite is infinite or NaN. */
    float value(int elementBits) {
        float value = Float.intBitsToFloat(elementBits);
        return stored == DType.F16 ? CastLoops.half(value) : value;
    }

    /** The elements that were read, cast; valid until the next are read. */
    Lanes floats() {
        for (int i = 0; i < bits.length; i++) {
            convert(bits[i], lanes.get(i));
        }
        return lanes;
    }

    private void load(ByteBuffer bytes, int count) {
        if (stored == DType.F32) {
            bytes.asIntBuffer().get(bits[0], 0, count);
            return;
        }
        if (lanes.number() == 2) {
            bytes.asIntBuffer().get(bits[0], 0, count / 2);
            if (stored == DType.BF16) {
                BitLoops.bfloat16Pairs(bits[0], bits[1], count / 2);
            } else {
                BitLoops.halfPairs(bits[0], bits[1], count / 2);
            }
            return;
        }
        if (raw.length < count) {
            raw = new short[count];
        }
        bytes.asShortBuffer().get(raw, 0, count);
        if (stored == DType.BF16) {
            BitLoops.bfloat16s(raw, bits[0], count);
        } else {
            BitLoops.halves(raw, bits[0], count);
        }
    }

    private void convert(int[] from, float[] into) {
        int count = lanes.length();
        if (stored == DType.F32 && cast == FloatType.BF16) {
            CastLoops.bfloat16(from, count);
        }
        floatBits.toFloats(from, into, count);
        switch (stored) {
            case F16 -> {
                CastLoops.halves(into, count);
                if (cast == FloatType.BF16) {
                    floatBits.of(into, from, count);
                    CastLoops.bfloat16(from, count);
                    floatBits.toFloats(from, into, count);
                }
            }
            case BF16 -> {
                if (cast == FloatType.F16) {
                    CastLoops.halfOfBFloat16(into, coarse, count);
                }
            }
            default -> {
                if (cast == FloatType.F16) {
                    CastLoops.half(into, count);
                }
            }
        }
    }
}
