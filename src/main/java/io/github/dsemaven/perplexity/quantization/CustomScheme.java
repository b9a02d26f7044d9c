/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.DType;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of a group scheme of the user's own: {@code w<bits>g<group size>}, or {@code w<bits>row} for one scale a row,
 * then options in any order, each after a hyphen: {@code asym}, {@code bf16} or {@code f32} (the arithmetic and the scale;
 * {@code f16} otherwise), {@code half-away}, and what is quantized besides the linear layers: {@code embedding},
 * {@code head}. {@code w4g64-asym-head} is 4 bits in groups of 64 with zero points, the head included.
 */
final class CustomScheme {
    static final String EXAMPLE = "w4g64-asym-head (bits, group size, options)";

    /** Options as documented, and in the order of the canonical text. */
    private static final List<String> OPTIONS =
            List.of("sym", "asym", "f16", "bf16", "f32", "half-even", "half-away", "embedding", "head");

    private static final Map<String, DType> TYPES = Map.of("f16", DType.F16, "bf16", DType.BF16, "f32", DType.F32);

    private static final Pattern FORM = Pattern.compile("w(\\d{1,3})(?:g(\\d{1,9})|row)((?:-[a-z0-9-]*)?)");

    private CustomScheme() {}

    static boolean looksLike(String key) {
        return FORM.matcher(key).matches();
    }

    static QuantizationScheme parse(Place place, String key) {
        Matcher form = FORM.matcher(key);
        if (!form.matches()) {
            throw new IllegalArgumentException(key);
        }
        int bits = Integer.parseInt(form.group(1));
        int group = form.group(2) == null ? GroupFormat.WHOLE_ROW : Integer.parseInt(form.group(2));
        if (bits < 2 || bits > 8) {
            throw new DseException(place, "scheme \"" + key + "\" asks for " + bits + " bits", "Valid are 2 to 8");
        }
        if (form.group(2) != null && group < 1) {
            throw new DseException(
                    place, "scheme \"" + key + "\" has an empty group", "Use row instead of g0 for one scale a row");
        }
        return build(bits, group, options(place, key, form.group(3)));
    }

    private static Set<String> options(Place place, String key, String text) {
        // half-away and half-even are one option each though they hold a hyphen
        String protectedText = text.replace("half-", "half_");
        Set<String> found = new LinkedHashSet<>();
        for (String part : protectedText.split("-")) {
            String option = part.replace('_', '-');
            if (option.isEmpty()) {
                continue;
            }
            if (!OPTIONS.contains(option)) {
                throw new DseException(
                        place,
                        "scheme \"" + key + "\" has an unknown option \"" + option + "\"",
                        Suggestions.validValues(option, OPTIONS));
            }
            found.add(option);
        }
        contradiction(place, key, found, Set.of("sym", "asym"));
        contradiction(place, key, found, TYPES.keySet());
        contradiction(place, key, found, Set.of("half-even", "half-away"));
        return found;
    }

    private static void contradiction(Place place, String key, Set<String> found, Set<String> exclusive) {
        List<String> both = found.stream().filter(exclusive::contains).toList();
        if (both.size() > 1) {
            throw new DseException(
                    place,
                    "scheme \"" + key + "\" has contradicting options " + String.join(", ", both),
                    "Keep one of them");
        }
    }

    private static QuantizationScheme build(int bits, int group, Set<String> options) {
        boolean asymmetric = options.contains("asym");
        DType type = TYPES.entrySet().stream()
                .filter(entry -> options.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(DType.F16);
        Rounding rounding = options.contains("half-away") ? Rounding.HALF_AWAY : Rounding.HALF_EVEN;
        Set<ModuleKind> kinds = EnumSet.copyOf(Layers.MLC_INNER);
        if (options.contains("embedding")) {
            kinds.add(ModuleKind.EMBEDDING);
            kinds.add(ModuleKind.POSITION_EMBEDDING);
        }
        if (options.contains("head")) {
            kinds.add(ModuleKind.HEAD);
        }
        var steps = asymmetric ? GroupFormat.Steps.ASYMMETRIC : GroupFormat.Steps.MLC;
        return new GroupScheme(
                canonical(bits, group, options),
                new GroupFormat(bits, group, steps, rounding, 0),
                Optional.of(type),
                true,
                kinds,
                options.contains("head"));
    }

    /** Options in a fixed order, defaults left out, so that one scheme has one label. */
    private static String canonical(int bits, int group, Set<String> options) {
        var text = new StringBuilder("w").append(bits).append(group == GroupFormat.WHOLE_ROW ? "row" : "g" + group);
        for (String option : OPTIONS) {
            if (options.contains(option) && !Set.of("sym", "f16", "half-even").contains(option)) {
                text.append('-').append(option);
            }
        }
        return text.toString();
    }
}
