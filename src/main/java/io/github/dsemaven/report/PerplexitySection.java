/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Decimal;
import java.util.List;

/**
 * Perplexities with what is needed to read them: uncertainty, protocol, bits per weight.
 *
 * @param evaluations in the order shown
 */
record PerplexitySection(List<Evaluation> evaluations) {
    private static final List<String> COLUMNS = List.of(
            "data set",
            "model",
            "quantization",
            "perplexity",
            "95 % interval",
            "over unquantized",
            "bits per weight",
            "protocol",
            "window / stride",
            "scored tokens",
            "device");

    void write(Html page) {
        new DataTable(
                        "Perplexities",
                        COLUMNS,
                        evaluations.stream().map(PerplexitySection::row).toList())
                .write(page);
        page.open("p", "class", "note");
        page.text("The interval is that of a block bootstrap over tokens, which are not independent. ");
        page.text(
                "The difference to the unquantized model is paired by token where an interval is given, so it is known better"
                        + " than either number. ");
        page.text("Only numbers of one data set, split, protocol, window and stride can be compared.");
        page.end("p");
    }

    /** The first headings. */
    static List<String> headings(int most) {
        return COLUMNS.subList(0, Math.min(most, COLUMNS.size()));
    }

    static List<String> row(Evaluation e) {
        return List.of(
                e.dataset() + (e.split().isEmpty() || e.split().equals("test") ? "" : ", " + e.split()),
                e.model(),
                quantization(e),
                Digits.perplexity(e.perplexity()),
                e.interval().map(PerplexitySection::interval).orElse(""),
                e.difference().map(PerplexitySection::rise).orElse(""),
                e.bitsPerWeight().isPresent() ? Decimal.fixed(e.bitsPerWeight().getAsDouble(), 2) : "",
                e.protocol(),
                window(e),
                e.scoredTokens() > 0 ? Digits.count(e.scoredTokens()) : "",
                e.device());
    }

    /** What tells a number of a CSV file from another has columns of its own only in part. */
    private static String quantization(Evaluation e) {
        boolean told = e.scoredTokens() == 0 && !e.variant().isEmpty();
        return e.quantization() + (told ? " (" + e.variant() + ")" : "") + (e.partial() ? " (partial)" : "");
    }

    private static String window(Evaluation e) {
        if (e.maxLength() == 0) {
            return "";
        }
        return e.maxLength() + " / " + (e.stride() == 0 ? "unknown" : Long.toString(e.stride()));
    }

    private static String interval(Evaluation.Interval interval) {
        return Digits.perplexity(interval.low()) + " – " + Digits.perplexity(interval.high());
    }

    private static String rise(Evaluation.Difference difference) {
        String rise = Digits.percent(StrictMath.exp(difference.nll()));
        return difference
                .interval()
                .map(interval -> rise + " ± "
                        + Decimal.fixed(50 * (StrictMath.exp(interval.high()) - StrictMath.exp(interval.low())), 2))
                .orElse(rise);
    }
}
