/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

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

    /** Goes back to the last star only: a pattern of many stars would try every way to share the text among them. */
    private static boolean matches(String glob, String text) {
        int g = 0;
        int t = 0;
        int star = -1;
        int from = 0;
        while (t < text.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                from = t;
            } else if (g < glob.length() && glob.charAt(g) == text.charAt(t)) {
                g++;
                t++;
            } else if (star >= 0) {
                g = star + 1;
                t = ++from;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
