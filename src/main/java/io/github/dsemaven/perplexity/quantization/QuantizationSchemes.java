/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The schemes by name, and the text form of schemes of the user's own ({@link CustomScheme}). */
public final class QuantizationSchemes {
    /** Appended to an MLC scheme to break ties as TVM's CPU code does. */
    private static final String HALF_AWAY = "-" + Rounding.HALF_AWAY.text();

    private static final Map<String, QuantizationScheme> NAMED = named();

    private QuantizationSchemes() {}

    /** The names in the order of the documentation. */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    /** Every scheme that has a name, in the order of {@link #names()}. */
    public static List<QuantizationScheme> all() {
        return List.copyOf(NAMED.values());
    }

    /**
     * A scheme by its name, ignoring case and surrounding blanks, or by its text form such as {@code w4g64-asym-head}.
     *
     * @param place where the text stands, for the error
     * @throws DseException when nothing is known by that name: lists the names and the nearest
     */
    public static QuantizationScheme parse(Place place, String text) {
        String key = text.strip().toLowerCase(Locale.ROOT);
        QuantizationScheme named = NAMED.get(key);
        if (named != null) {
            return named;
        }
        if (key.endsWith(HALF_AWAY)) {
            QuantizationScheme base = NAMED.get(key.substring(0, key.length() - HALF_AWAY.length()));
            if (base instanceof GroupScheme group && group.format().steps() == GroupFormat.Steps.MLC) {
                return roundingAway(group);
            }
        }
        if (CustomScheme.looksLike(key)) {
            return CustomScheme.parse(place, key);
        }
        List<String> valid = new ArrayList<>(NAMED.keySet());
        valid.add(CustomScheme.EXAMPLE);
        throw new DseException(
                place, "unknown quantization scheme \"" + text.strip() + "\"", Suggestions.validValues(text, valid));
    }

    private static Map<String, QuantizationScheme> named() {
        Map<String, QuantizationScheme> schemes = new LinkedHashMap<>();
        put(schemes, new Unquantized("fp16", Optional.empty()));
        put(schemes, fakeInt3());
        put(schemes, new Nf4Scheme());
        put(schemes, new LlmInt8Scheme());
        put(schemes, new Unquantized("q0f16", Optional.of(DType.F16)));
        put(schemes, new Unquantized("q0bf16", Optional.of(DType.BF16)));
        put(schemes, new Unquantized("q0f32", Optional.of(DType.F32)));
        // _0 and _1 differ in the memory layout of the codes only: the restored weights are the same.
        put(schemes, mlc("q3f16_0", 3, 40, DType.F16, Layers.MLC));
        put(schemes, mlc("q3f16_1", 3, 40, DType.F16, Layers.MLC));
        put(schemes, mlc("q4f16_0", 4, 32, DType.F16, Layers.MLC));
        put(schemes, mlc("q4f16_1", 4, 32, DType.F16, Layers.MLC));
        put(schemes, mlc("q4f16_2", 4, 32, DType.F16, Layers.MLC_INNER));
        put(schemes, mlc("q4f32_1", 4, 32, DType.F32, Layers.MLC));
        put(schemes, mlc("q4bf16_0", 4, 32, DType.BF16, Layers.MLC));
        put(schemes, mlc("q4bf16_1", 4, 32, DType.BF16, Layers.MLC));
        return Collections.unmodifiableMap(schemes);
    }

    private static void put(Map<String, QuantizationScheme> schemes, QuantizationScheme scheme) {
        schemes.put(scheme.label(), scheme);
    }

    /** The source script's {@code apply_fake_int3_group_quant}: every nn.Linear in place, so a tied embedding too. */
    private static GroupScheme fakeInt3() {
        var format = new GroupFormat(3, 40, GroupFormat.Steps.FAKE, Rounding.HALF_EVEN, 32);
        return new GroupScheme("fake_q3", format, Optional.empty(), false, Layers.NN_LINEAR, true);
    }

    private static GroupScheme mlc(String name, int bits, int groupSize, DType type, Set<ModuleKind> kinds) {
        var format = new GroupFormat(bits, groupSize, GroupFormat.Steps.MLC, Rounding.HALF_EVEN, 32);
        return new GroupScheme(name, format, Optional.of(type), true, kinds, false);
    }

    private static GroupScheme roundingAway(GroupScheme scheme) {
        GroupFormat even = scheme.format();
        var format = new GroupFormat(even.bits(), even.groupSize(), even.steps(), Rounding.HALF_AWAY, even.wordBits());
        return new GroupScheme(
                scheme.label() + HALF_AWAY,
                format,
                scheme.arithmetic(),
                scheme.castAll(),
                scheme.kinds(),
                scheme.tiedEmbedding());
    }
}
