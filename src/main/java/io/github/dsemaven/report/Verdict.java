/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

/**
 * What a gate found about one figure, number or rule.
 *
 * @param kind {@code figure}, {@code perplexity} or {@code rule}
 * @param name which one
 * @param outcome whether it is as it should be
 * @param message why not; empty where it is
 */
public record Verdict(String kind, String name, Outcome outcome, String message) {
    /** Whether something is as it should be. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** Nothing to compare with. */
        SKIPPED
    }

    static Verdict passed(String kind, String name) {
        return new Verdict(kind, name, Outcome.PASSED, "");
    }

    static Verdict failed(String kind, String name, String message) {
        return new Verdict(kind, name, Outcome.FAILED, message);
    }

    static Verdict skipped(String kind, String name, String message) {
        return new Verdict(kind, name, Outcome.SKIPPED, message);
    }

    /** Whether the build must fail. */
    public boolean violation() {
        return outcome == Outcome.FAILED;
    }
}
