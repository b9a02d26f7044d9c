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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast quantizers against plain ones, to the bit: types in and out, shapes, sizes of values, threads and ranges. */
class QuantizerAgreementTest {
    /** What {@link Arrays#mismatch} says of equal arrays, which are too long to be printed. */
    private static final int NONE = -1;

    private static final List<DType> TYPES = List.of(DType.F32, DType.F16, DType.BF16);

    private static final List<String> SCHEMES = List.of(
            "fake_q3",
            "q3f16_1",
            "q4f16_1",
            "q4f16_2",
            "q4bf16_1",
            "q4f32_1",
            "4bit",
            "8bit",
            "w4g32-asym",
            "w5g48-asym-bf16",
            "w3g7-asym-f32",
            "w3row",
            "w8g16-bf16",
            "q4f16_1-half-away",
            "w8g32-f32-half-away",
            "w7g20-bf16-half-away",
            "w5g32-asym-half-away",
            "w4g24-asym-f32-half-away");

    /** Rows and columns: rows and groups of even and odd length, partial groups, rows longer than a task, single elements. */
    private static final int[][] SHAPES = {{1, 1}, {3, 7}, {6, 10}, {40, 157}, {31, 100}, {9, 130}, {2, 5002}, {130, 64}
    };

    /** What weights may look like. */
    private enum Values {
        /** As in a model. */
        USUAL((random, row) -> (float) random.nextGaussian() * 0.02f),
        /** From beyond the smallest half up, a size a row. */
        WIDE((random, row) -> (float) Math.scalb(random.nextGaussian(), row % 41 - 30)),
        /** Halves of few codes, zeros of both signs, so that many lie between two codes. */
        TIES((random, row) -> random.nextInt(4) == 0
                ? (random.nextBoolean() ? 0f : -0f)
                : (random.nextInt(15) - 7) * Math.scalb(1f, -1 - row % 18)),
        /** Subnormal halves and halves of their last place. */
        SUBNORMAL((random, row) -> Math.scalb((float) (random.nextInt(129) - 64), row % 5 - 27));

        /** Makes a value, given a row. */
        private interface Source {
            float next(Random random, int row);
        }

        private final Source source;

        Values(Source source) {
            this.source = source;
        }
    }

    static Stream<Arguments> schemesAndTypes() {
        return SCHEMES.stream().flatMap(scheme -> TYPES.stream().map(type -> Arguments.of(scheme, type)));
    }

    @ParameterizedTest
    @MethodSource("schemesAndTypes")
    void everyBitIsThatOfTheDefinition(String scheme, DType stored) {
        for (int[] shape : SHAPES) {
            for (Values values : Values.values()) {
                var random = new Random(shape[1] + values.ordinal());
                Tensor weight = tensor(stored, shape, i -> values.source.next(random, i / shape[1]));
                for (DType loaded : scheme.equals("fake_q3") ? TYPES : List.of(DType.F32)) {
                    Treatment treatment = treatment(scheme, loaded);
                    float[] defined = defined(weight, treatment);
                    for (DType target : TYPES) {
                        byte[] written = inParts(weight, treatment, target, random);
                        assertThat(Arrays.mismatch(written, bytes(target, defined)))
                                .as("%s %s %s of %s to %s", scheme, values, weight, loaded, target)
                                .isEqualTo(NONE);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schemesAndTypes")
    void whatIsNotFiniteIsFoundInItsRow(String scheme, DType stored) {
        var random = new Random(9);
        for (int[] shape : new int[][] {{30, 130}, {30, 77}}) {
            for (int bits : notFinite(stored, scheme)) {
                int bad = random.nextInt(shape[0] * shape[1]);
                Tensor plain = tensor(stored, shape, i -> (float) random.nextGaussian());
                ByteBuffer bytes = ByteBuffer.allocate((int) plain.byteLength()).order(ByteOrder.LITTLE_ENDIAN);
                bytes.put(plain.bytes(0, bytes.capacity())).rewind();
                if (stored == DType.F32) {
                    bytes.putInt(4 * bad, bits);
                } else {
                    bytes.putShort(2 * bad, (short) bits);
                }
                Tensor weight = Tensor.of("w", stored, plain.shape(), bytes);
                // An NF4 block that reaches into the next row is named by the row in which it begins.
                int row = (scheme.equals("4bit") ? bad / 64 * 64 : bad) / shape[1];

                assertThatThrownBy(() -> WeightQuantizer.apply(weight, treatment(scheme, DType.F16), DType.F16, 1))
                        .as("%s, bits %x at %d of %s", scheme, bits, bad, weight)
                        .isInstanceOf(DseException.class)
                        .hasMessageContaining("row " + row + " of w has a value that is NaN, infinite");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F16, F32",
        "F16, F16",
        "F16, BF16",
        "BF16, F32",
        "BF16, F16",
        "BF16, BF16",
    })
    void castsTakeEveryPatternWhereItBelongs(DType stored, DType cast) {
        // Given all patterns, once, and so often that a table of them pays
        for (int times : new int[] {1, 8}) {
            ByteBuffer patterns = ByteBuffer.allocate((times << 16) * 2).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < times << 16; i++) {
                patterns.putShort((short) i);
            }
            Tensor weight = Tensor.of("w", stored, new long[] {times * 256, 256}, patterns.flip());
            float[] values = new float[times << 16];
            weight.read(0, values, 0, values.length);
            for (int i = 0; i < values.length; i++) {
                // A value of the type itself is not rounded, so that NaN keeps its bits.
                values[i] = stored == cast ? values[i] : FloatType.of(cast).round(values[i]);
            }
            for (DType target : TYPES) {
                Treatment keep = new Treatment.Keep(Optional.of(cast));
                ByteBuffer written = ByteBuffer.allocate(values.length * target.bytes());
                WeightQuantizer.prepare(weight, keep, 1).writeRows(0, weight.rows(), target, written, 2);
                assertThat(Arrays.mismatch(written.array(), bytes(target, values)))
                        .as("%s to %s", weight, target)
                        .isEqualTo(NONE);
            }
        }
    }

    @Test
    void valuesTooLargeForHalvesBecomeInfinityOfTheirSign() {
        float[] values = {70_000, -70_000, 65_519, -65_519, 1, -1e-9f, 0, 3e38f};
        for (DType stored : List.of(DType.F32, DType.BF16)) {
            Tensor weight = tensor(stored, new int[] {8, 1}, i -> values[i]);
            float[] defined = defined(weight, treatment("w4g1-f32", DType.F32));

            assertThat(inParts(weight, treatment("w4g1-f32", DType.F32), DType.F16, new Random(1)))
                    .isEqualTo(bytes(DType.F16, defined));
        }
    }

    @Test
    void noBinOfScalesHoldsTwoMiddles() {
        for (int code = 0; code < 255; code++) {
            float middle = (Nf4Codebook.scale(code) + Nf4Codebook.scale(code + 1)) * 0.5f;
            for (float value :
                    new float[] {middle, Math.nextUp(middle), Math.nextDown(middle), Nf4Codebook.scale(code)}) {
                assertThat(Nf4Codebook.scaleCode(value)).isEqualTo(BitsAndBytesDefinition.nearest(value));
            }
        }
        assertThat(Nf4Codebook.scaleCode(Math.nextUp(1f))).isEqualTo(255);
        assertThat(Nf4Codebook.scaleCode(Math.nextDown(-1f))).isZero();
    }

    private static int[] notFinite(DType stored, String scheme) {
        boolean halves = !scheme.contains("f32") && !scheme.contains("bf16");
        return switch (stored) {
            case F16 -> new int[] {0x7c00, 0xfc00, 0x7c01, 0x7e00, 0xffff};
            case BF16 ->
                halves
                        ? new int[] {0x7f80, 0xff80, 0x7f81, 0xffc0, 0x7fff, 0x4780, 0xff7f}
                        : new int[] {0x7f80, 0xff80, 0x7f81, 0xffc0, 0x7fff};
            default ->
                halves
                        ? new int[] {0x7f800000, 0xff800000, 0x7f800001, 0x7fffffff, 0xffffffff, 0x477ff000, 0xff7fffff}
                        : new int[] {0x7f800000, 0xff800000, 0x7f800001, 0x7fffffff, 0xffffffff};
        };
    }

    private static float[] defined(Tensor weight, Treatment treatment) {
        if (treatment instanceof Treatment.Group group) {
            return GroupDefinition.restore(weight, group.format(), group.arithmetic());
        }
        return treatment instanceof Treatment.Nf4
                ? BitsAndBytesDefinition.nf4(weight)
                : BitsAndBytesDefinition.int8(weight);
    }

    /** Quantizes in two ranges of rows, by some threads. */
    private static byte[] inParts(Tensor weight, Treatment treatment, DType target, Random random) {
        int rowBytes = (int) weight.rowLength() * target.bytes();
        int rows = (int) weight.rows();
        int first = random.nextInt(rows + 1);
        ByteBuffer bytes = ByteBuffer.allocate(rows * rowBytes);
        WeightQuantizer quantizer = WeightQuantizer.prepare(weight, treatment, 1 + random.nextInt(3));
        quantizer.writeRows(0, first, target, bytes, 1 + random.nextInt(3));
        quantizer.writeRows(first, rows - first, target, bytes.position(first * rowBytes), 1 + random.nextInt(3));
        return bytes.array();
    }

    private static Treatment treatment(String scheme, DType loaded) {
        return QuantizationSchemes.parse(Place.of("test"), scheme)
                .plan(new QuantizationScheme.Model(loaded, false))
                .forTensor("w", ModuleKind.LINEAR);
    }

    private static Tensor tensor(DType type, int[] shape, IntFunction<Float> values) {
        float[] all = new float[shape[0] * shape[1]];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.apply(i);
        }
        return Tensor.of("w", type, new long[] {shape[0], shape[1]}, ByteBuffer.wrap(bytes(type, all)));
    }

    private static byte[] bytes(DType type, float[] values) {
        return WeightQuantizerTest.bytes(type, values).array();
    }
}
