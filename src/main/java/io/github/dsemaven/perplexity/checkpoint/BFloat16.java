/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

/** The upper half of a float as {@code short} bits: 8 bits of exponent, 7 of mantissa. */
public final class BFloat16 {
    private BFloat16() {}

    /** The exact value. */
    public static float toFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The nearest bfloat16, ties to even; NaN stays NaN. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if ((bits & 0x7fffffff) > 0x7f800000) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    /** The nearest value a bfloat16 can hold, as a float. */
    public static float round(float value) {
        return toFloat(fromFloat(value));
    }
}
