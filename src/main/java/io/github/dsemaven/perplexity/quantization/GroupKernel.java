/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/**
 * Quantizes one group after another by a {@link GroupFormat}. One a thread: holds buffers.
 *
 * <p>Codes come from {@code w * (1 / s) + offset} in float arithmetic wherever that is certain: it differs from the format's
 * own steps by less than {@link #uncertainty}, so only values that close to a tie between codes (about 1 % in half
 * precision) take the exact steps with their division and two roundings.
 */
final class GroupKernel {
    /** Adding it leaves a float's last place at 1, so the sum's low bits are the integer, ties to even: 1.5 x 2^23. */
    private static final float MAGIC = 12582912f;

    private static final int MAGIC_BITS = 0x4b400000;

    /** Below this the reciprocal of a scale would lose digits or overflow. */
    private static final float SMALLEST_FAST_SCALE = 0x1p-100f;

    private final GroupFormat format;
    private final FloatType type;
    private final int top;
    private final float uncertainty;
    private final float[] levels;

    // State of the current group.
    private float scale;
    private int offset;

    GroupKernel(GroupFormat format, FloatType type) {
        this.format = format;
        this.type = type;
        boolean asymmetric = format.steps() == GroupFormat.Steps.ASYMMETRIC;
        this.top = asymmetric ? (1 << format.bits()) - 1 : 2 * format.halfRange();
        this.uncertainty = uncertainty(format.bits(), type.precision());
        this.levels = new float[top + 1];
    }

    /**
     * Half a last place of the quotient, below 2^bits, and half a last place of the sum, below 2^(bits+1), and what float
     * arithmetic adds; at 0.5 and above every code takes the exact steps.
     */
    private static float uncertainty(int bits, int precision) {
        return (float) (Math.scalb(1.0, bits - 1 - precision) + Math.scalb(1.0, bits - precision) + 0x1p-13);
    }

    /**
     * Computes scale, codes and levels of a group.
     *
     * @param w values of the type
     * @param codes receives indices into {@link #levels()}, at the positions of the values
     * @return false where a value is not finite
     */
    boolean quantize(float[] w, int from, int to, byte[] codes) {
        if (!(format.steps() == GroupFormat.Steps.ASYMMETRIC ? rangeScale(w, from, to) : symmetricScale(w, from, to))) {
            return false;
        }
        if (scale == 0) {
            java.util.Arrays.fill(codes, from, to, (byte) offset);
            levels[offset] = 0;
            return true;
        }
        for (int code = 0; code <= top; code++) {
            levels[code] = type.round((code - offset) * scale);
        }
        codes(w, from, to, codes);
        return true;
    }

    /** The value of each code of the group just quantized. */
    float[] levels() {
        return levels;
    }

    /** The scale of the group just quantized. */
    float scale() {
        return scale;
    }

    private boolean symmetricScale(float[] w, int from, int to) {
        int largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(w[i]) & 0x7fffffff);
        }
        int halfRange = format.halfRange();
        scale = type.round(Float.intBitsToFloat(largest) / halfRange);
        offset = halfRange;
        return largest < 0x7f800000;
    }

    private boolean rangeScale(float[] w, int from, int to) {
        float low = 0;
        float high = 0;
        boolean finite = true;
        for (int i = from; i < to; i++) {
            low = Math.min(low, w[i]);
            high = Math.max(high, w[i]);
            finite &= Float.isFinite(w[i]);
        }
        scale = type.round(type.round(high - low) / top);
        offset = scale == 0 ? 0 : clamp((int) format.rounding().round(type.round(-low / scale)));
        return finite && Float.isFinite(scale);
    }

    private void codes(float[] w, int from, int to, byte[] codes) {
        float certain = scale < SMALLEST_FAST_SCALE ? -1 : 0.5f - uncertainty;
        float reciprocal = 1 / scale;
        float shift = offset;
        for (int i = from; i < to; i++) {
            float value = w[i] * reciprocal + shift;
            float shifted = value + MAGIC;
            int code = Float.floatToRawIntBits(shifted) - MAGIC_BITS;
            if (Math.abs(value - (shifted - MAGIC)) >= certain) {
                code = exact(w[i]);
            }
            codes[i] = (byte) clamp(code);
        }
    }

    /** The steps of the format, each rounded to the type. */
    private int exact(float value) {
        float quotient = type.round(value / scale);
        if (format.steps() == GroupFormat.Steps.MLC) {
            return (int) format.rounding().round(type.round(quotient + offset));
        }
        return (int) format.rounding().round(quotient) + offset;
    }

    private int clamp(int code) {
        return Math.max(0, Math.min(top, code));
    }
}
