/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.report.Percent;
import io.github.dsemaven.report.PerplexityRule;
import java.util.Objects;

/** Limits for some perplexities, as a POM gives them to {@code dse:check}; Maven fills in the fields. */
public final class Rule {
    private String dataset;
    private String model;
    private String quantization;
    private String maxPerplexity;
    private String maxRise;
    private String maxRiseOverBaseline;

    /** For Maven. */
    public Rule() {}

    Rule(String maxPerplexity, String maxRise, String maxRiseOverBaseline) {
        this.maxPerplexity = maxPerplexity;
        this.maxRise = maxRise;
        this.maxRiseOverBaseline = maxRiseOverBaseline;
    }

    PerplexityRule parsed() {
        return new PerplexityRule(
                Objects.requireNonNullElse(dataset, "*"),
                Objects.requireNonNullElse(model, "*"),
                Objects.requireNonNullElse(quantization, "*"),
                Percent.number("<maxPerplexity>", Objects.requireNonNullElse(maxPerplexity, "")),
                Percent.part("<maxRise>", Objects.requireNonNullElse(maxRise, "")),
                Percent.part("<maxRiseOverBaseline>", Objects.requireNonNullElse(maxRiseOverBaseline, "")));
    }

    boolean limits() {
        return maxPerplexity != null || maxRise != null || maxRiseOverBaseline != null;
    }
}
