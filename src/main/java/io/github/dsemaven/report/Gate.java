/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Holds what a build made against rules and a baseline. */
public final class Gate {
    private static final String FIGURE = "figure";
    private static final String PERPLEXITY = "perplexity";
    private static final String RULE = "rule";

    private final Snapshot now;
    private final Optional<Snapshot> baseline;
    private final boolean replaced;
    private final List<Verdict> verdicts = new ArrayList<>();

    /**
     * What is enforced.
     *
     * @param perplexities limits for perplexities
     * @param figuresUnchanged whether every figure must be what the baseline has, to the byte
     * @param noWarnings whether a warning about the data is a violation
     */
    public record Rules(List<PerplexityRule> perplexities, boolean figuresUnchanged, boolean noWarnings) {
        public Rules {
            perplexities = List.copyOf(perplexities);
        }
    }

    /**
     * @param now what this build made
     * @param baseline what the repository committed to, empty where it has not
     */
    public Gate(Snapshot now, Optional<Snapshot> baseline) {
        this(now, baseline, false);
    }

    private Gate(Snapshot now, Optional<Snapshot> baseline, boolean replaced) {
        this.now = now;
        this.baseline = baseline;
        this.replaced = replaced;
    }

    /** A gate that compares with no baseline, for the build at hand writes it anew. */
    static Gate beforeBaseline(Snapshot now) {
        return new Gate(now, Optional.empty(), true);
    }

    /** A verdict for every figure, number and rule. */
    public List<Verdict> judge(Rules rules, List<String> warnings) {
        verdicts.clear();
        figures(rules.figuresUnchanged());
        for (Evaluation evaluation : now.evaluations().values()) {
            number(evaluation, rules.perplexities());
        }
        rules.perplexities().forEach(this::rule);
        boolean compares =
                rules.figuresUnchanged() || rules.perplexities().stream().anyMatch(PerplexityRule::needsBaseline);
        if (compares) {
            verdicts.add(baseline());
            gone(rules);
        }
        if (rules.noWarnings()) {
            verdicts.add(
                    warnings.isEmpty()
                            ? Verdict.passed(RULE, "no warnings about the data")
                            : Verdict.failed(RULE, "no warnings about the data", String.join("; ", warnings)));
        }
        return List.copyOf(verdicts);
    }

    private Verdict baseline() {
        if (replaced) {
            return Verdict.skipped(RULE, "baseline", "is written anew by this build");
        }
        return baseline.isPresent()
                ? Verdict.passed(RULE, "baseline")
                : Verdict.failed(RULE, "baseline", "there is none. " + Suggestions.makeBaseline());
    }

    private void figures(boolean enforced) {
        for (Map.Entry<String, ReportFigure> figure : now.figures().entrySet()) {
            String name = figure.getKey();
            if (!enforced || baseline.isEmpty()) {
                verdicts.add(Verdict.passed(FIGURE, name));
            } else if (!baseline.get().figures().containsKey(name)) {
                verdicts.add(Verdict.skipped(FIGURE, name, "is not in the baseline"));
            } else {
                verdicts.add(figure(name, figure.getValue(), baseline.get()));
            }
        }
    }

    private Verdict figure(String name, ReportFigure figure, Snapshot then) {
        var differing = new ArrayList<String>();
        filesOf(then, name).forEach((file, sha256) -> {
            if (!sha256.equals(now.digests().get(file))) {
                differing.add(file.substring(file.lastIndexOf('.') + 1));
            }
        });
        if (differing.isEmpty()) {
            return Verdict.passed(FIGURE, name);
        }
        List<Change> changes = Comparison.of(name, then.figures().get(name).data(), figure.data());
        String what = changes.isEmpty()
                ? "the numbers are the same, the drawing or its description is not"
                : changes.size() + (changes.size() == 1 ? " point" : " points") + " moved, most of all "
                        + changes.get(0).point() + ": " + changes.get(0).words();
        return Verdict.failed(
                FIGURE, name, "is not that of the baseline (" + String.join(", ", differing) + "): " + what);
    }

    /** Digests of the files of one figure, by name. */
    private static Map<String, String> filesOf(Snapshot snapshot, String figure) {
        int slash = figure.lastIndexOf('/') + 1;
        var files = new TreeMap<>(beginning(snapshot, figure));
        files.putAll(beginning(snapshot, figure.substring(0, slash) + "data/" + figure.substring(slash)));
        return files;
    }

    private static Map<String, String> beginning(Snapshot snapshot, String name) {
        return snapshot.digests().subMap(name + ".", name + (char) ('.' + 1));
    }

    private void number(Evaluation evaluation, List<PerplexityRule> rules) {
        var messages = new ArrayList<String>();
        for (PerplexityRule rule : rules) {
            if (rule.covers(evaluation)) {
                messages.addAll(violations(rule, evaluation));
            }
        }
        verdicts.add(
                messages.isEmpty()
                        ? Verdict.passed(PERPLEXITY, evaluation.name())
                        : Verdict.failed(PERPLEXITY, evaluation.name(), String.join("; ", messages)));
    }

    private List<String> violations(PerplexityRule rule, Evaluation evaluation) {
        var messages = new ArrayList<String>();
        double ppl = evaluation.perplexity();
        if (!Double.isFinite(ppl)) {
            return List.of("has no finite perplexity");
        }
        rule.maxPerplexity().ifPresent(max -> {
            if (ppl > max) {
                messages.add("perplexity " + Digits.perplexity(ppl) + " is above " + Digits.brief(max));
            }
        });
        rule.maxRise()
                .ifPresent(max -> overUnquantized(evaluation)
                        .filter(rise -> rise.exceeds(max))
                        .ifPresent(rise -> messages.add(
                                rise.words() + " over the unquantized model is above " + Digits.percent(1 + max))));
        rule.maxRiseOverBaseline()
                .ifPresent(max -> overBaseline(evaluation)
                        .filter(rise -> rise.exceeds(max))
                        .ifPresent(rise -> messages.add("perplexity " + Digits.perplexity(ppl) + " is " + rise.words()
                                + " over the baseline, above " + Digits.percent(1 + max))));
        return messages;
    }

    private Optional<Rise> overUnquantized(Evaluation evaluation) {
        return Rise.stated(evaluation)
                .or(() -> now.evaluations().values().stream()
                        .filter(other -> other.unquantized() && other != evaluation && other.comparable(evaluation))
                        .findFirst()
                        .map(other -> Rise.of(evaluation, other)));
    }

    private Optional<Rise> overBaseline(Evaluation evaluation) {
        return baseline.map(then -> then.evaluations().get(evaluation.name()))
                .filter(Objects::nonNull)
                .map(then -> Rise.of(evaluation, then));
    }

    private void rule(PerplexityRule rule) {
        List<Evaluation> covered =
                now.evaluations().values().stream().filter(rule::covers).toList();
        if (covered.isEmpty()) {
            String all = String.join(", ", now.evaluations().keySet());
            verdicts.add(Verdict.failed(
                    RULE,
                    rule.words(),
                    "is about none of the perplexities (" + (all.isEmpty() ? "there are none" : all) + ")"));
        } else if (covered.stream().allMatch(e -> violations(rule, e).isEmpty())) {
            verdicts.add(Verdict.passed(RULE, rule.words()));
        } else {
            long broken =
                    covered.stream().filter(e -> !violations(rule, e).isEmpty()).count();
            verdicts.add(Verdict.failed(
                    RULE, rule.words(), "is broken by " + broken + " of " + covered.size() + " perplexities"));
        }
    }

    /** What the baseline has and this build did not make. */
    private void gone(Rules rules) {
        if (baseline.isEmpty()) {
            return;
        }
        Snapshot then = baseline.get();
        if (rules.figuresUnchanged()) {
            then.figures().keySet().stream()
                    .filter(name -> !now.figures().containsKey(name))
                    .forEach(name -> verdicts.add(
                            Verdict.failed(FIGURE, name, "is in the baseline, but this build did not draw it")));
        }
        then.evaluations().values().stream()
                .filter(old -> !now.evaluations().containsKey(old.name()))
                .filter(old -> rules.perplexities().stream().anyMatch(rule -> rule.needsBaseline() && rule.covers(old)))
                .forEach(old -> verdicts.add(Verdict.failed(
                        PERPLEXITY, old.name(), "is in the baseline, but this build did not evaluate it")));
    }
}
