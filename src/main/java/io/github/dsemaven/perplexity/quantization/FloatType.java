/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;

/**
 * Rounding to a type, for arithmetic in it: an operation on floats that hold values of F16 or BF16, rounded once more, is
 * the correctly rounded operation of that type, because a float has more than twice their digits and two.
 */
enum FloatType {
    F32(24, Float.MAX_VALUE),
    F16(11, 65504),
    BF16(8, 0x1.fep127f);

    private final int precision;
    private final float largest;

    FloatType(int precision, float largest) {
        this.precision = precision;
        this.largest = largest;
    }

    /** Significant binary digits. */
    int precision() {
        return precision;
    }

    /** The nearest value of the type, ties to even. */
    float round(float value) {
        return switch (this) {
            case F32 -> value;
            case F16 -> roundHalf(value);
            case BF16 -> BFloat16.round(value);
        };
    }

    /** Whether a magnitude is a number, and one that the type has. */
    boolean holds(float value) {
        return Math.abs(value) <= largest;
    }

    /** Rounds the first values of an array as {@link CastLoops} do it: what the type does not hold it doesn't hold afterwards. */
    void roundFinite(float[] values, int count) {
        if (this == F16) {
            CastLoops.half(values, count);
        } else {
            round(values, count);
        }
    }

    /** Rounds the first values of an array. */
    void round(float[] values, int count) {
        switch (this) {
            case F32 -> {}
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = roundHalf(values[i]);
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = BFloat16.round(values[i]);
                }
            }
        }
    }

    private static float roundHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int magnitude = bits & 0x7fffffff;
        // Normal halves, up to where rounding would overflow: the others are rare enough for the general conversion.
        if (magnitude >= 0x38800000 && magnitude < 0x477fe000) {
            return Float.intBitsToFloat(bits + 0xfff + (bits >>> 13 & 1) & ~0x1fff);
        }
        return Half.round(value);
    }

    static FloatType of(DType type) {
        return switch (type) {
            case F32 -> F32;
            case F16 -> F16;
            case BF16 -> BF16;
            default -> throw new IllegalArgumentException(type + " is no type of a weight");
        };
    }
}
