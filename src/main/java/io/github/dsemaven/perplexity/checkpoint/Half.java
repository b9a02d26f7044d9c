/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

/** IEEE 754 half precision (binary16) as {@code short} bits; Java has no such type before release 20. */
public final class Half {
    /** Smallest positive normal half, 2^-14. */
    private static final float SMALLEST_NORMAL = 0x1p-14f;

    private Half() {}

    /** The exact value of a half. */
    public static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >>> 10 & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0) {
            // A subnormal is mantissa x 2^-24: exact in float.
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(mantissa * 0x1p-24f));
        }
        int biased = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | biased << 23 | mantissa << 13);
    }

    /** The nearest half, ties to even; beyond 65519.99 infinity; NaN stays NaN. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 0x47800000) {
            return (short) (sign | 0x7c00);
        }
        float absolute = Float.intBitsToFloat(magnitude);
        if (absolute < SMALLEST_NORMAL) {
            // Adding 0.5 leaves a last place of 2^-24, the step of subnormal halves, so the FPU rounds for us.
            return (short) (sign | Float.floatToRawIntBits(absolute + 0.5f) - Float.floatToRawIntBits(0.5f));
        }
        int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
        return (short) (sign | (rounded >>> 13) - (127 - 15 << 10));
    }

    /** The nearest value a half can hold, as a float. */
    public static float round(float value) {
        return toFloat(fromFloat(value));
    }
}
