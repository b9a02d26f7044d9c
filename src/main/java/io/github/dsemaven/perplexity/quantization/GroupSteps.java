/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/**
 * The steps of a {@link GroupFormat} as they are defined, one rounded operation after another: for scales, and for the few
 * groups that {@link GroupLoops} can't do.
 */
final class GroupSteps {
    private final GroupFormat format;
    private final FloatType type;
    private final boolean asymmetric;

    GroupSteps(GroupFormat format, FloatType type) {
        this.format = format;
        this.type = type;
        this.asymmetric = format.steps() == GroupFormat.Steps.ASYMMETRIC;
    }

    /** The largest code counted from the smallest. */
    int top() {
        return asymmetric ? (1 << format.bits()) - 1 : 2 * format.halfRange();
    }

    /**
     * Replaces what each group extends over by its scale: its largest magnitude, or where asymmetric from the smallest value or 0 to
     * the largest or 0. PyTorch on CUDA divides by a number as it multiplies by its reciprocal; in float32 that decides about codes
     * of bfloat16 weights, of which many lie halfway between two, so the source script's step does too: with a division tiny-llama's
     * perplexity is 112.7418 instead of 112.6026.
     */
    void scales(float[] extents, int count) {
        if (format.steps() == GroupFormat.Steps.FAKE) {
            CastLoops.multiply(extents, 1f / format.halfRange(), count);
        } else {
            CastLoops.divide(extents, asymmetric ? top() : format.halfRange(), count);
        }
        type.roundFinite(extents, count);
    }

    /** Replaces the smallest values of groups, or 0, by the codes that stand for 0. */
    void zeroPoints(float[] low, float[] scales, int count) {
        CastLoops.divide(low, scales, count);
        type.roundFinite(low, count);
        for (int i = 0; i < count; i++) {
            low[i] = scales[i] == 0 ? 0 : clamp((int) format.rounding().round(-low[i]));
        }
    }

    /** Quantizes and restores a group in place. */
    void restore(float[] w, int from, int to, float scale, int zeroPoint) {
        for (int i = from; i < to; i++) {
            w[i] = scale == 0 ? 0 : type.round((clamp(code(w[i], scale, zeroPoint)) - zeroPoint) * scale);
        }
    }

    private int code(float value, float scale, int zeroPoint) {
        float quotient = type.round(value / scale);
        if (format.steps() == GroupFormat.Steps.MLC) {
            return (int) format.rounding().round(type.round(quotient + zeroPoint));
        }
        return (int) format.rounding().round(quotient) + zeroPoint;
    }

    private int clamp(int code) {
        return Math.max(0, Math.min(top(), code));
    }
}
