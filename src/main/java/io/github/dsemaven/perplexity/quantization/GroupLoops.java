/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/**
 * The steps of a {@link GroupFormat} as loops over many groups at once that the compiler turns into vector instructions:
 * nothing but float arithmetic, no branch, no conversion.
 *
 * <p>Rounding to fewer digits is Veltkamp's splitting, {@code c = x * (2^d + 1); c - (c - x)}, which leaves 24 - d digits. It is
 * known to give a nearest value; that ties go to the even one, as they must, was checked for all 2^23 significands
 * ({@code FloatTypeTest}), and significands are all there is as long as nothing over- or underflows, which the caller sees to.
 */
final class GroupLoops {
    /** Added to a float, it leaves the nearest integer, ties to even, in the lowest bits; subtracted again, that integer: 1.5 x 2^23. */
    static final float MAGIC = 12582912f;

    private final GroupFormat.Steps steps;
    private final float splitter;
    private final float smallestScale;
    private final float m;
    private final float top;
    private final boolean away;
    private final boolean clamping;
    private final boolean suitable;

    GroupLoops(GroupFormat format, FloatType type) {
        this.steps = format.steps();
        this.splitter = splitter(type);
        this.smallestScale = smallestScale(type);
        this.m = format.halfRange();
        this.top = (1 << format.bits()) - 1;
        this.away = format.rounding() == Rounding.HALF_AWAY;
        // Without clamping, the largest quotient, M (1 + 2^-p), must still round to M.
        this.clamping = format.halfRange() * Math.scalb(1f, 1 - type.precision()) >= 0.25f;
        this.suitable = steps != GroupFormat.Steps.FAKE || !away && !clamping;
    }

    /** Scales below it, whose multiples may be subnormal, take the steps one by one. */
    private static float smallestScale(FloatType type) {
        return type == FloatType.F16 ? 0x1p-14f : 0x1p-60f;
    }

    /** Whether the loops give what the steps say for groups of this scale: no product is subnormal. One that overflows is kept. */
    boolean suit(float scale) {
        return suitable && scale >= smallestScale;
    }

    /** Quantizes and restores a stretch of each lane, given the scale, and where asymmetric the zero point, of each place. */
    void restore(Lanes lanes, float[] scales, float[] zeroPoints, int from, int to) {
        for (int lane = 0; from < to && lane < lanes.number(); lane++) {
            float[] w = lanes.get(lane);
            switch (steps) {
                case MLC -> {
                    if (away || clamping) {
                        CarefulLoops.mlc(w, scales, from, to, m, splitter, away ? 1 : 0);
                    } else if (splitter == 0) {
                        mlc(w, scales, from, to, m);
                    } else {
                        mlc(w, scales, from, to, m, splitter);
                    }
                }
                case FAKE -> {
                    if (splitter == 0) {
                        fake(w, scales, from, to);
                    } else {
                        fake(w, scales, from, to, splitter);
                    }
                }
                case ASYMMETRIC -> {
                    if (away) {
                        CarefulLoops.asymmetric(w, scales, zeroPoints, from, to, top, splitter);
                    } else if (splitter == 0) {
                        asymmetric(w, scales, zeroPoints, from, to, top);
                    } else {
                        asymmetric(w, scales, zeroPoints, from, to, top, splitter);
                    }
                }
            }
        }
    }

    /** Veltkamp's factor for a type; 0 where nothing is to be rounded. */
    static float splitter(FloatType type) {
        return type == FloatType.F32 ? 0 : (1 << 24 - type.precision()) + 1;
    }

    /** {@code w' = T((round(T(T(w / s) + M)) - M) * s)}. */
    private static void mlc(float[] w, float[] s, int from, int to, float m, float splitter) {
        for (int i = from; i < to; i++) {
            float x = w[i] / s[i];
            float cx = x * splitter;
            float y = cx - (cx - x) + m;
            float cy = y * splitter;
            float q = cy - (cy - y) + MAGIC - MAGIC - m;
            float p = q * s[i];
            float cp = p * splitter;
            w[i] = cp - (cp - p);
        }
    }

    /** {@link #mlc} in float arithmetic. */
    private static void mlc(float[] w, float[] s, int from, int to, float m) {
        for (int i = from; i < to; i++) {
            float q = w[i] / s[i] + m + MAGIC - MAGIC - m;
            w[i] = q * s[i];
        }
    }

    /** {@code w' = T(round(T(w / s)) * s)}. */
    private static void fake(float[] w, float[] s, int from, int to, float splitter) {
        for (int i = from; i < to; i++) {
            float x = w[i] / s[i];
            float cx = x * splitter;
            float p = (cx - (cx - x) + MAGIC - MAGIC) * s[i];
            float cp = p * splitter;
            w[i] = cp - (cp - p);
        }
    }

    /** {@link #fake} in float arithmetic. */
    private static void fake(float[] w, float[] s, int from, int to) {
        for (int i = from; i < to; i++) {
            w[i] = (w[i] / s[i] + MAGIC - MAGIC) * s[i];
        }
    }

    /** {@code w' = T((clamp(round(T(w / s)) + z, 0, top) - z) * s)}. */
    private static void asymmetric(float[] w, float[] s, float[] z, int from, int to, float top, float splitter) {
        for (int i = from; i < to; i++) {
            float x = w[i] / s[i];
            float cx = x * splitter;
            float q = cx - (cx - x) + MAGIC - MAGIC + z[i];
            float p = (clamped(q, top) - z[i]) * s[i];
            float cp = p * splitter;
            w[i] = cp - (cp - p);
        }
    }

    /** {@link #asymmetric} in float arithmetic. */
    private static void asymmetric(float[] w, float[] s, float[] z, int from, int to, float top) {
        for (int i = from; i < to; i++) {
            float q = w[i] / s[i] + MAGIC - MAGIC + z[i];
            w[i] = (clamped(q, top) - z[i]) * s[i];
        }
    }

    /** Between 0 and a limit, exact for whole numbers, and a fourth of the instructions of {@link Math#min} and {@link Math#max}. */
    static float clamped(float x, float top) {
        return (Math.abs(x) - Math.abs(x - top) + top) * 0.5f;
    }
}
