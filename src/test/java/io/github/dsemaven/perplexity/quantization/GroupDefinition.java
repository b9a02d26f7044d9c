/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.checkpoint.Tensor;

/** The definition of group quantization as written, one rounded operation after another: what the fast kernel must equal. */
final class GroupDefinition {
    private GroupDefinition() {}

    static float[] restore(Tensor weight, GroupFormat format, DType type) {
        float[] values = new float[(int) weight.elements()];
        weight.read(0, values, 0, values.length);
        int row = (int) weight.rowLength();
        int group = format.groupSize() == 0 ? row : format.groupSize();
        for (int start = 0; start < values.length; start += row) {
            for (int column = 0; column < row; column += group) {
                one(values, start + column, start + Math.min(row, column + group), format, type);
            }
        }
        return values;
    }

    private static void one(float[] w, int from, int to, GroupFormat format, DType type) {
        float low = 0;
        float high = 0;
        for (int i = from; i < to; i++) {
            w[i] = cast(w[i], type);
            low = Math.min(low, w[i]);
            high = Math.max(high, w[i]);
        }
        boolean asymmetric = format.steps() == GroupFormat.Steps.ASYMMETRIC;
        int levels = (1 << format.bits()) - 1;
        int half = (1 << format.bits() - 1) - 1;
        float scale = asymmetric
                ? cast((double) cast((double) high - low, type) / levels, type)
                : format.steps() == GroupFormat.Steps.FAKE
                        ? cast((double) (Math.max(-low, high) * (1f / half)), type)
                        : cast((double) Math.max(-low, high) / half, type);
        for (int i = from; i < to; i++) {
            w[i] = scale == 0 ? 0 : cast((double) code(w[i], scale, low, format, type) * scale, type) + 0f;
        }
    }

    private static int code(float w, float scale, float low, GroupFormat format, DType type) {
        float quotient = cast((double) w / scale, type);
        int half = (1 << format.bits() - 1) - 1;
        int levels = (1 << format.bits()) - 1;
        return switch (format.steps()) {
            case MLC -> clamp(round(cast((double) quotient + half, type), format), 0, 2 * half) - half;
            case FAKE -> clamp(round(quotient, format), -half, half);
            case ASYMMETRIC -> {
                int zero = clamp(round(cast(-(double) low / scale, type), format), 0, levels);
                yield clamp(round(quotient, format) + zero, 0, levels) - zero;
            }
        };
    }

    private static int round(float value, GroupFormat format) {
        double even = Math.rint(value);
        if (format.rounding() == Rounding.HALF_AWAY && Math.abs(value - (double) (int) value) == 0.5) {
            return (int) value + (value > 0 ? 1 : -1);
        }
        return (int) even;
    }

    private static int clamp(int value, int least, int most) {
        return Math.max(least, Math.min(most, value));
    }

    /** From the double result of one operation: exact enough that rounding once more is harmless for these operands. */
    private static float cast(double value, DType type) {
        return switch (type) {
            case F16 -> Half.round((float) value);
            case BF16 -> BFloat16.round((float) value);
            default -> (float) value;
        };
    }
}
