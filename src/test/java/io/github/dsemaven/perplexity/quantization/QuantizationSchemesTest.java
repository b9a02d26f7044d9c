/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizationSchemesTest {
    private static final Place PLACE = Place.of("<quantization>");
    private static final QuantizationScheme.Model TIED = new QuantizationScheme.Model(DType.F32, true);
    private static final QuantizationScheme.Model UNTIED = new QuantizationScheme.Model(DType.F16, false);

    @Test
    void everyNamedSchemeParsesBackToItself() {
        assertThat(QuantizationSchemes.names())
                .containsExactly(
                        "fp16",
                        "fake_q3",
                        "4bit",
                        "8bit",
                        "q0f16",
                        "q0bf16",
                        "q0f32",
                        "q3f16_0",
                        "q3f16_1",
                        "q4f16_0",
                        "q4f16_1",
                        "q4f16_2",
                        "q4f32_1",
                        "q4bf16_0",
                        "q4bf16_1");
        for (QuantizationScheme scheme : QuantizationSchemes.all()) {
            assertThat(parse(" " + scheme.label().toUpperCase(java.util.Locale.ROOT)))
                    .isEqualTo(scheme);
        }
    }

    @Test
    void anUnknownSchemeListsTheValidOnesAndTheNearest() {
        assertThatThrownBy(() -> parse("q4f16-1"))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("<quantization>: unknown quantization scheme \"q4f16-1\". Did you mean"
                        + " \"q4f16_1\"? Valid values: fp16, fake_q3, 4bit,")
                .hasMessageEndingWith("q4bf16_1, w4g64-asym-head (bits, group size, options)");
    }

    @Test
    void ownSchemesAreReadInAnyOrderAndWrittenInOne() {
        QuantizationScheme scheme = parse("w4g64-head-sym-bf16-asym".replace("-sym", ""));

        assertThat(scheme.label()).isEqualTo("w4g64-asym-bf16-head");
        assertThat(parse(scheme.label())).isEqualTo(scheme);
        GroupScheme group = (GroupScheme) scheme;
        assertThat(group.format())
                .isEqualTo(new GroupFormat(4, 64, GroupFormat.Steps.ASYMMETRIC, Rounding.HALF_EVEN, 0));
        assertThat(group.arithmetic()).contains(DType.BF16);
        assertThat(parse("w8row-half-away").label()).isEqualTo("w8row-half-away");
        assertThat(parse("w3g40-sym-f16-half-even").label()).isEqualTo("w3g40");
    }

    @ParameterizedTest
    @ValueSource(strings = {"w1g32", "w9g32", "w4g0", "w4g32-foo", "w4g32-sym-asym", "w4g32-f16-f32"})
    void contradictingOrImpossibleOwnSchemesAreRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(DseException.class).hasMessageContaining(text);
    }

    @Test
    void tiesCanBreakAwayFromZeroInMlcSchemes() {
        GroupScheme scheme = (GroupScheme) parse("q4f16_1-half-away");

        assertThat(scheme.format().rounding()).isEqualTo(Rounding.HALF_AWAY);
        assertThat(scheme.label()).isEqualTo("q4f16_1-half-away");
        assertThatThrownBy(() -> parse("4bit-half-away")).isInstanceOf(DseException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "fake_q3,  true,  LINEAR HEAD EMBEDDING EXPERT_GATE",
        "fake_q3,  false, LINEAR HEAD EXPERT_GATE",
        "4bit,     true,  LINEAR CONV1D EXPERT_GATE",
        "8bit,     false, LINEAR CONV1D EXPERT_GATE",
        "q4f16_1,  false, LINEAR CONV1D HEAD EMBEDDING POSITION_EMBEDDING EXPERT",
        "q3f16_0,  true,  LINEAR CONV1D HEAD EMBEDDING POSITION_EMBEDDING EXPERT",
        "q4f16_2,  true,  LINEAR CONV1D EXPERT",
        "w4g32,    true,  LINEAR CONV1D EXPERT",
        "w4g32-head, true, LINEAR CONV1D HEAD EMBEDDING EXPERT",
        "w4g32-head, false, LINEAR CONV1D HEAD EXPERT",
        "fp16,     false, ''",
    })
    void eachSchemeTouchesTheModulesThatItsFrameworkTouches(String scheme, boolean tied, String kinds) {
        QuantizationPlan plan = parse(scheme).plan(tied ? TIED : UNTIED);

        assertThat(Arrays.stream(ModuleKind.values())
                        .filter(kind -> plan.forTensor("w", kind).quantizes())
                        .map(ModuleKind::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(kinds);
    }

    @Test
    void theFake3BitComputesInTheTypeOfTheLoadedModel() {
        QuantizationScheme scheme = parse("fake_q3");

        assertThat(scheme.plan(TIED).forTensor("w", ModuleKind.LINEAR))
                .isEqualTo(new Treatment.Group(
                        new GroupFormat(3, 40, GroupFormat.Steps.FAKE, Rounding.HALF_EVEN, 32), DType.F32, false));
        assertThat(((Treatment.Group) scheme.plan(UNTIED).forTensor("w", ModuleKind.LINEAR)).arithmetic())
                .isEqualTo(DType.F16);
        assertThat(scheme.plan(TIED).forTensor("w", ModuleKind.OTHER)).isEqualTo(new Treatment.Keep(Optional.empty()));
    }

    @Test
    void mlcAndBitsandbytesCastWhatTheyLeaveAlone() {
        assertThat(parse("q4bf16_1").plan(TIED).forTensor("norm", ModuleKind.OTHER))
                .isEqualTo(new Treatment.Keep(Optional.of(DType.BF16)));
        assertThat(parse("4bit").plan(TIED).forTensor("lm_head", ModuleKind.HEAD))
                .isEqualTo(new Treatment.Keep(Optional.of(DType.F16)));
        assertThat(parse("8bit").plan(TIED).forTensor("c_attn", ModuleKind.CONV1D))
                .isEqualTo(new Treatment.Int8(true));
    }

    @ParameterizedTest
    @CsvSource({
        "q3f16_1, 3.6",
        "q4f16_1, 4.5",
        "q4f32_1, 5.0",
        "q4bf16_1, 4.5",
        "4bit, 4.126953125",
        "8bit, 8.0125",
        "fp16, 16",
        "q0f32, 32",
        "fake_q3, 4.0",
        "w4g64-asym, 4.3125",
        "w2g64-f32, 2.5"
    })
    void bitsPerWeightCountScalesAndZeroPoints(String scheme, double bits) {
        // Given a matrix of whole groups for every scheme: 2560 = 64 x 40 = 80 x 32, and 256 x 64 x 256 elements for
        // nf4
        Tensor weight = Tensor.of("w", DType.BF16, new long[] {2048, 2560}, ByteBuffer.allocate(2 * 2048 * 2560));

        double total =
                parse(scheme).plan(TIED).forTensor("w", ModuleKind.LINEAR).bits(weight);

        assertThat(total / weight.elements()).isCloseTo(bits, within(1e-5));
    }

    @Test
    void aPartialLastGroupStillTakesWholeWords() {
        // 45 weights of 3 bits: two groups of 4 words and a scale each
        Tensor weight = Tensor.of("w", DType.F16, new long[] {1, 45}, ByteBuffer.allocate(90));

        assertThat(parse("q3f16_1").plan(TIED).forTensor("w", ModuleKind.LINEAR).bits(weight))
                .isEqualTo(2 * (4 * 32 + 16));
    }

    private static QuantizationScheme parse(String text) {
        return QuantizationSchemes.parse(PLACE, text);
    }

    @Test
    void descriptionsSayWhatIsTouched() {
        assertThat(Stream.of("fake_q3", "4bit", "w8row-f32", "q0bf16")
                        .map(scheme -> parse(scheme).description()))
                .containsExactly(
                        "symmetric 3-bit round-to-nearest in groups of 40, ties half-even, arithmetic in the type of the"
                                + " loaded model, quantized: linear layers, head, embedding (where the head is tied to"
                                + " it); not: Conv1D, experts, router",
                        "bitsandbytes nf4 in blocks of 64 with double quantization, parameters cast to float16 first,"
                                + " quantized: linear layers, Conv1D; not: experts, router, head, embedding",
                        "symmetric 8-bit round-to-nearest with one scale a row, ties half-even, arithmetic in float32,"
                                + " quantized: linear layers, Conv1D, experts; not: router, head, embedding",
                        "no quantization, every parameter cast to bfloat16");
    }
}
