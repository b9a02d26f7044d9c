/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightQuantizerTest {
    static final float[] THRESHOLDS = {
        -0.8480964004993439f,
        -0.6106329262256622f,
        -0.4599952697753906f,
        -0.33967943489551544f,
        -0.23460740596055984f,
        -0.13791173323988914f,
        -0.045525018125772476f,
        0.03979014977812767f,
        0.1202552504837513f,
        0.2035212516784668f,
        0.2920137718319893f,
        0.3893125355243683f,
        0.5016634166240692f,
        0.6427869200706482f,
        0.8614784178118011f
    };

    @Test
    void threeBitGroupsOf40RestoreTheGoldenVector() {
        float[] restored = restore("q3f16_1", row(DType.F16, golden45()), DType.F32);

        int[] codes = {
            0, 6, 5, 4, 4, 3, 3, 2, 1, 1, 0, 6, 5, 4, 4, 3, 3, 2, 2, 1, 0, 6, 5, 5, 4, 3, 3, 2, 2, 1, 0, 6, 5, 5, 4, 4,
            3, 2, 2, 1, 1, 0, 6, 5, 4
        };
        assertThat(restored).startsWith(-1.25f, 1.25f, 0.83349609375f, 0.416748046875f, 0.416748046875f);
        for (int i = 0; i < 45; i++) {
            assertThat(restored[i]).isEqualTo(Half.round((codes[i] - 3) * 0.416748046875f));
        }
    }

    @Test
    void fourBitGroupsOf32RestoreTheGoldenVector() {
        float[] restored = restore("q4f16_1", row(DType.F32, golden45()), DType.F32);

        int[] codes = {
            0, 13, 12, 10, 9, 7, 6, 5, 3, 2, 0, 13, 12, 10, 9, 8, 6, 5, 4, 2, 1, 14, 12, 11, 9, 8, 7, 5, 4, 2, 1, 14,
            13, 11, 10, 8, 7, 6, 4, 3, 1, 0, 13, 12, 10
        };
        assertThat(restored).startsWith(-1.25f, 1.0712890625f, 0.89306640625f, 0.53564453125f, 0.357177734375f);
        for (int i = 0; i < 45; i++) {
            assertThat(restored[i]).isEqualTo(Half.round((codes[i] - 7) * 0.1785888671875f));
        }
    }

    @Test
    void bothMemoryLayoutsRestoreTheSameWeights() {
        Tensor weight = random(DType.BF16, 7, 100, 1);

        assertThat(restore("q4f16_0", weight, DType.F32)).isEqualTo(restore("q4f16_1", weight, DType.F32));
        assertThat(restore("q3f16_0", weight, DType.F16)).isEqualTo(restore("q3f16_1", weight, DType.F16));
    }

    @ParameterizedTest
    @CsvSource({
        "q3f16_1,F32",
        "q4f16_1,F32",
        "q4f16_1,F16",
        "q4f16_1,BF16",
        "q4f32_1,F32",
        "q4bf16_1,F32",
        "q4bf16_1,F16",
        "q3f16_1,BF16",
        "q4f16_1-half-away,F32",
        "w8g16,F16",
        "w8g16-bf16,F32",
        "w2g8-f32,F32",
        "w3row,BF16",
        "w4g64-asym,F32",
        "w8g128-asym-bf16,F16",
        "w3g7-asym-f32,F32",
        "fake_q3,F32",
        "fake_q3,BF16"
    })
    void everySchemeEqualsItsDefinitionStepByStep(String scheme, DType stored) {
        // Given weights of very different sizes, down to subnormal halves, in rows that leave a partial group
        Tensor weight = random(stored, 400, 157, 42);
        Treatment.Group group = (Treatment.Group) treatment(scheme, DType.F16, ModuleKind.LINEAR);

        float[] restored = floats(WeightQuantizer.apply(weight, group, DType.F32, 2));

        assertThat(restored).isEqualTo(GroupDefinition.restore(weight, group.format(), group.arithmetic()));
    }

    @Test
    void tiesOfTheSumBreakAsTheRoundingSays() {
        // Given s = T(7/7) = 1 and sums 7 + 0.5 and 7 + 2.5: exact ties
        Tensor weight = row(DType.F16, new float[] {7, 0.5f, 2.5f, -0.5f});

        assertThat(restore("q4f16_1", weight, DType.F32)).containsExactly(7, 1, 3, -1);
        assertThat(restore("q4f16_1-half-away", weight, DType.F32)).containsExactly(7, 1, 3, 0);
    }

    @Test
    void theOffsetIsAddedBeforeRoundingInTheTypeOfTheScheme() {
        // Given w/s = 1.498 in half precision: 8.498 becomes 8.5 (last place 2^-7), a tie to the even 8, while in float
        // arithmetic 8.498 rounds to 8 as well; and 2.4985 -> 9.5 -> 10 where float arithmetic has 9
        Tensor weight = row(DType.F16, new float[] {7, Half.round(2.4985f)});

        assertThat(restore("q4f16_1", weight, DType.F32)).containsExactly(7, 3);
        assertThat(restore("q4f32_1", weight, DType.F32)).containsExactly(7, 2);
    }

    @Test
    void theSourceScriptsScaleIsAProductAsOnCuda() {
        // By division, half of the largest weight would lie exactly between two codes and go to the even one, 2.
        float largest = 1.015625f;
        float[] restored = restore("fake_q3", row(DType.BF16, new float[] {largest, largest / 2}), DType.F32);

        float scale = largest * (1f / 3);
        assertThat(restored).containsExactly(3 * scale, scale);
    }

    @Test
    void aGroupOfZerosStaysZero() {
        for (String scheme : new String[] {"q3f16_1", "q4f32_1", "fake_q3", "w4g32-asym", "4bit", "8bit"}) {
            assertThat(restore(scheme, row(DType.F32, new float[130]), DType.F32))
                    .isEqualTo(new float[130]);
        }
    }

    @Test
    void weightsTooSmallForAScaleBecomeZero() {
        // Given the smallest half: a third of it rounds to 0
        Tensor weight = row(DType.F16, new float[] {0x1p-24f, 0, -0x1p-24f});

        assertThat(restore("q3f16_1", weight, DType.F32)).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q4f16_1", "fake_q3", "w4g32-asym", "4bit", "8bit"})
    void aValueThatIsNotFiniteIsNamedByRow(String scheme) {
        float[] values = new float[64 * 3];
        values[64 + 5] = Float.NaN;
        Tensor weight = Tensor.of("layer.weight", DType.F32, new long[] {3, 64}, bytes(DType.F32, values));

        assertThatThrownBy(() -> restore(scheme, weight, DType.F32))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("layer.weight: row 1 of layer.weight has a value that is NaN, infinite");
    }

    @Test
    void aValueBeyondHalfPrecisionIsAnErrorOfTheSchemeOnly() {
        Tensor weight = row(DType.BF16, new float[] {100_000f, 1});

        assertThatThrownBy(() -> restore("q4f16_1", weight, DType.F32)).isInstanceOf(DseException.class);
        assertThat(restore("q4bf16_1", weight, DType.F32)[1]).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"q4f16_1", "fake_q3", "w4g48-asym", "4bit", "8bit", "q0f16"})
    void threadsAndRangesMakeNoDifference(String scheme) {
        // Given rows of 100, so that nf4's blocks of 64 cross rows
        Tensor weight = random(DType.BF16, 3000, 100, 7);
        Treatment treatment = treatment(scheme, DType.F32, ModuleKind.LINEAR);
        float[] whole = floats(WeightQuantizer.apply(weight, treatment, DType.F32, 1));

        ByteBuffer parts = ByteBuffer.allocateDirect(3000 * 100 * 4).order(ByteOrder.LITTLE_ENDIAN);
        WeightQuantizer quantizer = WeightQuantizer.prepare(weight, treatment, 3);
        quantizer.writeRows(0, 1701, DType.F32, parts, 3);
        quantizer.writeRows(1701, 1299, DType.F32, parts.position(1701 * 400), 2);

        assertThat(floats(Tensor.of("w", DType.F32, weight.shape(), parts.rewind())))
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q4f16_1", "4bit", "8bit"})
    void aTransposedWeightIsQuantizedAlongItsInputsAndStaysInItsLayout(String scheme) {
        Tensor weight = random(DType.F32, 96, 160, 3);
        Treatment straight = treatment(scheme, DType.F32, ModuleKind.LINEAR);
        Treatment conv1d = treatment(scheme, DType.F32, ModuleKind.CONV1D);

        Tensor expected = Transposition.of(WeightQuantizer.apply(Transposition.of(weight), straight, DType.F32, 2));

        assertThat(floats(WeightQuantizer.apply(weight, conv1d, DType.F32, 2))).isEqualTo(floats(expected));
        assertThat(conv1d.bits(weight)).isEqualTo(straight.bits(Transposition.of(weight)));
    }

    @Test
    void whatNoCastChangesIsHandedThrough() {
        Tensor weight = random(DType.BF16, 4, 4, 1);

        assertThat(WeightQuantizer.apply(weight, new Treatment.Keep(Optional.empty()), DType.BF16, 1))
                .isSameAs(weight);
        assertThat(WeightQuantizer.apply(weight, new Treatment.Keep(Optional.of(DType.BF16)), DType.BF16, 1))
                .isSameAs(weight);
        Tensor cast = WeightQuantizer.apply(weight, new Treatment.Keep(Optional.of(DType.F16)), DType.F32, 1);
        float[] values = floats(weight);
        for (int i = 0; i < values.length; i++) {
            assertThat(floats(cast)[i]).isEqualTo(Half.round(values[i]));
        }
    }

    @Test
    void nf4RestoresTheGoldenVector() {
        float[] restored = restore("4bit", row(DType.F32, golden256()), DType.F32);

        // The golden values are floats; here the product is rounded to half precision as when loaded in float16
        float[] start = {-0.997833251953125f, -0.2838250696659088f, 0.5613979697227478f, -0.6946843266487122f};
        for (int i = 0; i < start.length; i++) {
            assertThat(restored[i]).isEqualTo(Half.round(start[i]));
        }
        int[] codes = {0, 4, 13, 1, 7, 14, 2, 10, 0, 5, 13, 1, 8, 14, 3, 11};
        assertThat(Arrays.copyOf(codes(golden256()), codes.length)).isEqualTo(codes);
    }

    @Test
    void doubleQuantizationHasTheGoldenScales() {
        float[] scales = {1.0f, 1.23046875f, 1.48828125f, 1.75f};

        assertThat(Nf4Weight.mean(scales)).isEqualTo(1.3671875f);
        int[] codes = new int[4];
        for (int i = 0; i < 4; i++) {
            codes[i] = Nf4Weight.scaleCode(scales[i], 1.3671875f, 1 / 0.3828125f);
        }
        assertThat(codes).containsExactly(2, 45, 206, 255);
        assertThat(Nf4Weight.doubleQuantized(scales, 2))
                .containsExactly(0.997833251953125f, 1.229315161705017f, 1.4889099597930908f, 1.75f);
    }

    @Test
    void theScaleMapHasTheKnownEnds() {
        assertThat(Nf4Codebook.scale(0)).isEqualTo(-0.99296874f);
        assertThat(Nf4Codebook.scale(127)).isZero();
        assertThat(Nf4Codebook.scale(128)).isCloseTo(5.5e-7f, within(1e-12f));
        assertThat(Nf4Codebook.scale(254)).isEqualTo(0.99296874f);
        assertThat(Nf4Codebook.scale(255)).isOne();
    }

    @Test
    void scalesTakeTheNearestCode() {
        var random = new Random(8);
        for (int i = 0; i < 100_000; i++) {
            float value = Math.scalb(random.nextFloat() * 2 - 1, -random.nextInt(20));
            int nearest = 0;
            for (int code = 1; code < 256; code++) {
                float middle = (Nf4Codebook.scale(code - 1) + Nf4Codebook.scale(code)) * 0.5f;
                nearest = value > middle ? code : nearest;
            }
            if (Nf4Codebook.scaleCode(value) != nearest) {
                fail("scale code of " + value);
            }
        }
    }

    @Test
    void nf4LevelsAreRoundedToHalvesWhateverTheScale() {
        for (float size : new float[] {0x1p-22f, 0x1p-12f, 0x1p-9f, 0.03f, 900, 60_000}) {
            float[] values = new float[64 * 300];
            var random = new Random(3);
            for (int i = 0; i < values.length; i++) {
                values[i] = (random.nextFloat() * 2 - 1) * size;
            }
            for (float restored : restore("4bit", row(DType.F16, values), DType.F32)) {
                assertThat(restored).isEqualTo(Half.round(restored));
            }
        }
    }

    @Test
    void nf4CodesAndLevelsEqualACountOfThresholds() {
        var random = new Random(5);
        float[] values = new float[2_000_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 16 ? Nf4Codebook.level(i) : random.nextFloat() * 2 - 1;
        }
        float[] special = {0, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Math.nextUp(1f), Math.nextDown(-1f)};
        System.arraycopy(special, 0, values, 16, special.length);
        for (int i = 0; i < THRESHOLDS.length; i++) {
            values[100 + 3 * i] = THRESHOLDS[i];
            values[101 + 3 * i] = Math.nextUp(THRESHOLDS[i]);
            values[102 + 3 * i] = Math.nextDown(THRESHOLDS[i]);
        }

        int[] codes = codes(values);
        int[] levels = new int[values.length];
        Nf4Codebook.levels(bits(values), levels, values.length);

        for (int i = 0; i < values.length; i++) {
            int expected = thresholdsBelow(values[i]);
            if (codes[i] != expected || Float.intBitsToFloat(levels[i]) != Nf4Codebook.level(expected)) {
                fail("code of " + values[i]);
            }
        }
        assertThat(codes[100 + 21]).as("equality takes the lower code").isEqualTo(7);
    }

    @Test
    void int8HasAScaleARowAndCodesTo127() {
        // w = 1, -2 -> 127 * 1 / 2 = 63.5 -> 64 (even); 0.5/2*127 = 31.75 -> 32
        Tensor weight =
                Tensor.of("w", DType.F32, new long[] {2, 3}, bytes(DType.F32, new float[] {1, -2, 0.5f, 0, 0, 0}));

        Int8Weight quantized = int8(weight, false, 2);

        assertThat(quantized.scales()).containsExactly(2, 0);
        byte[] codes = new byte[6];
        quantized.codes().get(0, codes);
        assertThat(codes).containsExactly(64, -127, 32, 0, 0, 0);
        assertThat(restore("8bit", weight, DType.F32))
                .containsExactly(Half.round(64 * 2f / 127), -2, Half.round(32 * 2f / 127), 0, 0, 0);
        Int8Weight transposed = int8(Transposition.of(weight), true, 1);
        assertThat(transposed.outputs()).isEqualTo(2);
        assertThat(transposed.codes()).isEqualTo(quantized.codes());
    }

    @Test
    void int8CodesByInputAreTheSameTurned() {
        Tensor weight = random(DType.BF16, 150, 37, 9);
        Int8Weight byOutput = int8(weight, false, 2);

        ByteBuffer codes = ByteBuffer.allocateDirect(150 * 37);
        float[] scales = Int8Weight.quantizeByInput(weight, false, 2, codes);
        ByteBuffer conv1d = ByteBuffer.allocateDirect(150 * 37);
        Int8Weight.quantizeByInput(Transposition.of(weight), true, 1, conv1d);

        assertThat(scales).isEqualTo(byOutput.scales());
        for (int output = 0; output < 150; output++) {
            for (int input = 0; input < 37; input++) {
                int expected = byOutput.codes().get(output * 37 + input) + 128;
                assertThat(codes.get(input * 150 + output) & 0xff).isEqualTo(expected);
            }
        }
        assertThat(conv1d).isEqualTo(codes);
    }

    private static int thresholdsBelow(float value) {
        int count = 0;
        for (float threshold : THRESHOLDS) {
            count += value > threshold ? 1 : 0;
        }
        return count;
    }

    private static int[] codes(float[] values) {
        int[] codes = new int[values.length];
        Nf4Codebook.codes(bits(values), codes, values.length);
        return codes;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        new FloatBits().of(values, bits, values.length);
        return bits;
    }

    private static float[] golden45() {
        float[] values = new float[45];
        for (int i = 0; i < 45; i++) {
            values[i] = (i * 37 % 41 - 20) / 16f;
        }
        return values;
    }

    private static float[] golden256() {
        float[] values = new float[256];
        for (int i = 0; i < 256; i++) {
            values[i] = (i * 97 % 257 - 128) / 128f * (1 + i / 64 * 0.25f);
        }
        return values;
    }

    private static Tensor random(DType type, int rows, int columns, long seed) {
        var random = new Random(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            // Each row has a size of its own, from 2^-22 to 2^6
            values[i] = (float) Math.scalb(random.nextGaussian(), i / columns % 29 - 22);
        }
        return Tensor.of("w", type, new long[] {rows, columns}, bytes(type, values));
    }

    private static Tensor row(DType type, float[] values) {
        return Tensor.of("w", type, new long[] {1, values.length}, bytes(type, values));
    }

    private static float[] restore(String scheme, Tensor weight, DType target) {
        return floats(WeightQuantizer.apply(weight, treatment(scheme, DType.F32, ModuleKind.LINEAR), target, 2));
    }

    private static Treatment treatment(String scheme, DType loaded, ModuleKind kind) {
        return QuantizationSchemes.parse(Place.of("test"), scheme)
                .plan(new QuantizationScheme.Model(loaded, true))
                .forTensor("w", kind);
    }

    private static Int8Weight int8(Tensor weight, boolean transposed, int threads) {
        ByteBuffer codes = ByteBuffer.allocateDirect(Math.toIntExact(weight.elements()));
        return Int8Weight.quantize(weight, transposed, threads, codes);
    }

    static ByteBuffer bytes(DType type, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (type) {
                case F32 -> bytes.putFloat(value);
                case F16 -> bytes.putShort(Half.fromFloat(value));
                default -> bytes.putShort(BFloat16.fromFloat(value));
            }
        }
        return bytes.flip();
    }

    private static float[] floats(Tensor tensor) {
        float[] values = new float[(int) tensor.elements()];
        tensor.read(0, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] += 0f; // -0 and 0 are one weight
        }
        return values;
    }
}
