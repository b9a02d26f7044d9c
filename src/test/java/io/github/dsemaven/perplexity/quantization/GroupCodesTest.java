/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupCodesTest {
    private static Tensor random(int rows, int columns) {
        var random = new Random(5);
        ByteBuffer bytes = ByteBuffer.allocateDirect(rows * columns * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows * columns; i++) {
            // A group of zeros, and one without negative values.
            bytes.putFloat(i < 64 ? 0 : (float) random.nextGaussian() + (i < 128 ? 9 : 0));
        }
        return Tensor.of("weight", DType.F32, new long[] {rows, columns}, bytes.flip());
    }

    private static Treatment treatment(String scheme, ModuleKind kind) {
        return QuantizationSchemes.parse(Place.of("test"), scheme)
                .plan(new QuantizationScheme.Model(DType.F16, false))
                .forTensor("weight", kind);
    }

    @ParameterizedTest
    @CsvSource({
        "q4f16_1, 96, true, 4", "q4f16_1, 100, true, 4", "q4f16_1, 100, false, 4", "q4f16_1, 101, false, 8",
        "q3f16_1, 100, false, 4", "fake_q3, 96, false, 4", "w4g32-asym, 100, true, 4", "w7g16-asym, 96, true, 8",
        "w8row-f32, 96, false, 8", "w2g24-bf16, 100, false, 4", "w8g32-bf16-asym, 96, true, 8",
                "w8g40-bf16, 96, false, 8"
    })
    void codesScalesAndZeroPointsGiveWhatIsRestored(String scheme, int columns, boolean whole, int bits) {
        Tensor weight = random(6, columns);
        var treatment = (Treatment.Group) treatment(scheme, ModuleKind.LINEAR);
        GroupCodes.Layout layout = GroupCodes.Layout.of(weight, treatment, whole);

        GroupCodes codes = GroupCodes.quantize(weight, treatment, layout, 2);

        assertThat(layout.bits()).isEqualTo(bits);
        assertThat(restored(codes, treatment))
                .isEqualTo(values(WeightQuantizer.apply(weight, treatment, DType.F32, 1)));
    }

    @Test
    void weightsStoredTheOtherWayRoundAreTurned() {
        Tensor weight = random(64, 6);
        var treatment = (Treatment.Group) treatment("q4f16_1", ModuleKind.CONV1D);

        GroupCodes codes = GroupCodes.quantize(weight, treatment, GroupCodes.Layout.of(weight, treatment, true), 1);

        Tensor straight = Transposition.of(WeightQuantizer.apply(weight, treatment, DType.F32, 1));
        assertThat(codes.layout().outputs()).isEqualTo(6);
        assertThat(restored(codes, treatment)).isEqualTo(values(straight));
    }

    @Test
    void valuesThatAreNotFiniteAreRefused() {
        Tensor weight = random(2, 64);
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(512).order(ByteOrder.LITTLE_ENDIAN).putFloat(4, Float.NaN);
        Tensor bad = Tensor.of("bad", DType.F32, weight.shape(), bytes);
        var treatment = (Treatment.Group) treatment("q4f16_1", ModuleKind.LINEAR);

        assertThatThrownBy(() -> GroupCodes.quantize(bad, treatment, GroupCodes.Layout.of(bad, treatment, true), 1))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("row 0 of bad");
    }

    @Test
    void normalFloatCodesGiveTheLevelsThatAreRestored() {
        Tensor weight = random(5, 77);

        Nf4Codes codes = Nf4Codes.quantize(weight, false, 2);

        float[] expected = values(WeightQuantizer.apply(weight, new Treatment.Nf4(false), DType.F32, 1));
        for (int i = 0; i < expected.length; i++) {
            int both = codes.codes().get(i / 2) & 0xff;
            float level = Nf4Codebook.level(i % 2 == 0 ? both >> 4 : both & 15);
            float scale = codes.scales()[i / Nf4Codes.BLOCK];
            assertThat(FloatType.F16.round(level * scale)).as("element %d", i).isEqualTo(expected[i]);
        }
    }

    private static float[] restored(GroupCodes codes, Treatment.Group treatment) {
        GroupCodes.Layout layout = codes.layout();
        FloatType type = FloatType.of(treatment.arithmetic());
        float[] values = new float[layout.outputs() * layout.inputs()];
        for (int i = 0; i < values.length; i++) {
            int row = i / layout.inputs();
            int column = i % layout.inputs();
            int at = row * layout.rowCodes() + column;
            int code = layout.bits() == 8
                    ? codes.codes().get(at) & 0xff
                    : codes.codes().get(at / 2) >> 4 * (at % 2) & 15;
            int group = row * layout.groups() + column / layout.group();
            values[i] = type.round((code - (codes.zeroPoints()[group] & 0xff)) * codes.scales()[group]);
        }
        return values;
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        tensor.read(0, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] += 0f; // -0 becomes 0
        }
        return values;
    }
}
