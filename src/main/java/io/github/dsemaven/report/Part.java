/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.Locale;

/** The parts of a report, in their order. */
public enum Part {
    MEMORY("Memory", "What the engine allocates at each design point."),
    THROUGHPUT("Throughput", "Tokens per second in prefill and decode."),
    LATENCY("Latency", "Time to first token, and from a request's arrival to its last token."),
    PERPLEXITY("Perplexity", "What quantization costs in quality."),
    TRADE_OFFS("Trade-offs", "One quantity against another: what a choice buys and what it costs.");

    private final String title;
    private final String lead;

    Part(String title, String lead) {
        this.title = title;
        this.lead = lead;
    }

    /** The part a figure belongs to, by the base name of its files. */
    static Part of(String figure) {
        String name = figure.toLowerCase(Locale.ROOT);
        if (name.startsWith("tradeoff_") || name.startsWith("pareto_")) {
            return TRADE_OFFS;
        }
        if (name.startsWith("throughput_")) {
            return THROUGHPUT;
        }
        if (name.startsWith("latency_")) {
            return LATENCY;
        }
        return name.contains("_ppl_") ? PERPLEXITY : MEMORY;
    }

    String title() {
        return title;
    }

    String lead() {
        return lead;
    }
}
