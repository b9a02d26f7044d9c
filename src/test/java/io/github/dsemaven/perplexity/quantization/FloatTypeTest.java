/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.perplexity.checkpoint.Half;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloatTypeTest {
    @ParameterizedTest
    @EnumSource(
            value = FloatType.class,
            names = {"F16", "BF16"})
    void splittingRoundsEverySignificandLikeTheTypeTiesToEven(FloatType type) {
        float splitter = GroupLoops.splitter(type);
        int wrong = 0;
        for (int bits = 0x3f800000; bits < 0x40000000; bits++) {
            float value = Float.intBitsToFloat(bits);
            float c = value * splitter;
            wrong += c - (c - value) == type.round(value) ? 0 : 1;
        }
        assertThat(wrong).isZero();
    }

    @Test
    void halvesRoundLikeTheGeneralConversionEverywhere() {
        int wrong = 0;
        // Every 61st float, zeros, subnormals, infinities and NaN among them
        for (long bits = 0; bits < 1L << 32; bits += 61) {
            float value = Float.intBitsToFloat((int) bits);
            wrong += Float.compare(FloatType.F16.round(value), Half.round(value)) == 0 ? 0 : 1;
        }
        assertThat(wrong).isZero();
        float[] values = {65519.9f, 65520f, -0f, 0x1p-24f};
        FloatType.F16.round(values, 4);
        assertThat(values).containsExactly(65504f, Float.POSITIVE_INFINITY, -0f, 0x1p-24f);
    }
}
