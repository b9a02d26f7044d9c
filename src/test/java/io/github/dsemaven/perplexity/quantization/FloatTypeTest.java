/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.perplexity.checkpoint.BFloat16;
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

    @Test
    void castsInLoopsAreThoseOfTheGeneralConversions() {
        // Every 61st float, a block at a time
        float[] values = new float[1 << 14];
        float[] halves = new float[values.length];
        int[] bits = new int[values.length];
        int wrong = 0;
        for (long start = 0; start < 1L << 32; start += 61L * values.length) {
            for (int i = 0; i < values.length; i++) {
                bits[i] = (int) (start + 61L * i);
                values[i] = Float.intBitsToFloat(bits[i]);
                halves[i] = values[i];
            }
            FloatType.F16.roundFinite(halves, halves.length);
            CastLoops.bfloat16(bits, bits.length);
            for (int i = 0; i < values.length; i++) {
                float half = Half.round(values[i]);
                wrong += (Float.isFinite(half) ? half == halves[i] : !FloatType.F16.holds(halves[i])) ? 0 : 1;
                float brain = BFloat16.round(values[i]);
                float found = Float.intBitsToFloat(bits[i]);
                // A NaN may become infinity.
                wrong += (Float.isNaN(brain) ? !Float.isFinite(found) : brain == found) ? 0 : 1;
            }
        }
        assertThat(wrong).isZero();
    }

    @Test
    void halvesOfBFloat16AreThoseOfTheGeneralConversion() {
        float[] values = new float[1 << 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = BFloat16.toFloat((short) i);
        }
        float[] halves = values.clone();

        CastLoops.halfOfBFloat16(halves, new float[halves.length], halves.length);

        for (int i = 0; i < values.length; i++) {
            float half = Half.round(values[i]);
            assertThat(Float.isFinite(half) ? half == halves[i] : !FloatType.F16.holds(halves[i]))
                    .as("%x", i)
                    .isTrue();
        }
    }
}
