/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Limits for some perplexities.
 *
 * @param dataset which data sets, with {@code *} for any text
 * @param model which models, the same way
 * @param quantization which quantizations, the same way
 * @param maxPerplexity highest perplexity
 * @param maxRise highest rise over the unquantized model of the same data set, as a part: 0.05 for 5 %
 * @param maxRiseOverBaseline highest rise over the committed baseline
 */
public record PerplexityRule(
        String dataset,
        String model,
        String quantization,
        OptionalDouble maxPerplexity,
        OptionalDouble maxRise,
        OptionalDouble maxRiseOverBaseline) {

    /** Whether the rule is about an evaluation. */
    boolean covers(Evaluation evaluation) {
        return matches(dataset, evaluation.dataset())
                && matches(model, evaluation.model())
                && matches(quantization, evaluation.quantization());
    }

    /** Whether it needs a baseline. */
    boolean needsBaseline() {
        return maxRiseOverBaseline.isPresent();
    }

    /** {@code wikitext2/*}{@code /q4f16_1: perplexity at most 12, at most +5 % over unquantized}. */
    String words() {
        List<String> limits = new ArrayList<>();
        maxPerplexity.ifPresent(max -> limits.add("perplexity at most " + Digits.brief(max)));
        maxRise.ifPresent(max -> limits.add("at most " + Digits.percent(1 + max) + " over unquantized"));
        maxRiseOverBaseline.ifPresent(max -> limits.add("at most " + Digits.percent(1 + max) + " over the baseline"));
        return dataset + "/" + model + "/" + quantization + ": " + String.join(", ", limits);
    }

    private static boolean matches(String glob, String text) {
        String pattern = Pattern.compile("\\*")
                .splitAsStream(glob + "\0")
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.matches(pattern, text + "\0");
    }
}
