/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.artifact.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** {@code badge.json} in the shields.io endpoint format: the lowest perplexity, or how many figures there are. */
final class Badge {
    private Badge() {}

    static String json(ReportContent content) {
        Optional<Evaluation> best = best(content.evaluations());
        var badge = new LinkedHashMap<String, Object>();
        badge.put("schemaVersion", 1);
        badge.put("label", best.map(e -> "perplexity (" + e.dataset() + ")").orElse("design space"));
        badge.put("message", best.map(Badge::message).orElse(Page.figures(content)));
        badge.put("color", content.warnings().isEmpty() ? "blue" : "yellow");
        return Json.pretty(badge);
    }

    private static Optional<Evaluation> best(List<Evaluation> evaluations) {
        return evaluations.stream()
                .filter(e -> Double.isFinite(e.perplexity()))
                .min(Comparator.comparingDouble(Evaluation::perplexity));
    }

    private static String message(Evaluation e) {
        return Decimal.fixed(e.perplexity(), 2) + " " + e.quantization();
    }
}
