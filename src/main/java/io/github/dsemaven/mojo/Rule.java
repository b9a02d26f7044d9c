/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.report.Percent;
import io.github.dsemaven.report.PerplexityRule;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Limits for some perplexities, as a POM gives them to {@code dse:check}: text by element name. A map, because Maven's own
 * error for a field that is not there names neither the rule nor what was meant.
 */
public final class Rule extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1;
    private static final String MAX_PERPLEXITY = "maxPerplexity";
    private static final String MAX_RISE = "maxRise";
    private static final String MAX_RISE_OVER_BASELINE = "maxRiseOverBaseline";
    private static final List<String> LIMITS = List.of(MAX_PERPLEXITY, MAX_RISE, MAX_RISE_OVER_BASELINE);
    private static final List<String> NAMES =
            List.of("dataset", "model", "quantization", MAX_PERPLEXITY, MAX_RISE, MAX_RISE_OVER_BASELINE);

    /** As Maven makes it, to fill it. */
    public Rule() {}

    static Rule of(String maxPerplexity, String maxRise, String maxRiseOverBaseline) {
        var rule = new Rule();
        rule.put(MAX_PERPLEXITY, maxPerplexity);
        rule.put(MAX_RISE, maxRise);
        rule.put(MAX_RISE_OVER_BASELINE, maxRiseOverBaseline);
        return rule;
    }

    /** Elements that no rule has. */
    List<Problem> unknown() {
        return keySet().stream()
                .filter(name -> !NAMES.contains(name))
                .map(name -> new Problem(
                        Place.of("<rule> <" + name + ">"), "unknown setting", Suggestions.validValues(name, NAMES)))
                .toList();
    }

    PerplexityRule parsed() {
        return new PerplexityRule(
                text("dataset", "*"),
                text("model", "*"),
                text("quantization", "*"),
                Percent.number("<maxPerplexity>", text(MAX_PERPLEXITY, "")),
                Percent.part("<maxRise>", text(MAX_RISE, "")),
                Percent.part("<maxRiseOverBaseline>", text(MAX_RISE_OVER_BASELINE, "")));
    }

    boolean limits() {
        return LIMITS.stream().anyMatch(name -> get(name) != null);
    }

    private String text(String name, String absent) {
        String text = get(name);
        return text == null ? absent : text;
    }
}
