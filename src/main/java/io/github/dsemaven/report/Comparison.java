/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What moved between two snapshots.
 *
 * @param changes every number that differs, is new or is gone, the largest relative change first
 * @param newFigures figures that the first snapshot lacks
 * @param goneFigures figures that the second lacks
 * @param compared numbers that both have
 */
public record Comparison(List<Change> changes, List<String> newFigures, List<String> goneFigures, int compared) {
    private static final String PERPLEXITY = "perplexity";

    public Comparison {
        changes = List.copyOf(changes);
        newFigures = List.copyOf(newFigures);
        goneFigures = List.copyOf(goneFigures);
    }

    /** Compares. */
    public static Comparison of(Snapshot before, Snapshot after) {
        var changes = new ArrayList<Change>();
        int compared = 0;
        for (Map.Entry<String, ReportFigure> figure : after.figures().entrySet()) {
            ReportFigure old = before.figures().get(figure.getKey());
            if (old != null) {
                compared += compare(
                        figure.getKey(),
                        values(old.data()),
                        values(figure.getValue().data()),
                        changes);
            }
        }
        compared += compare(PERPLEXITY, perplexities(before), perplexities(after), changes);
        changes.sort(Comparator.comparingDouble((Change change) -> -Math.abs(change.relative())));
        return new Comparison(
                changes,
                missing(after.figures().keySet(), before.figures().keySet()),
                missing(before.figures().keySet(), after.figures().keySet()),
                compared);
    }

    /** The changes of one figure. */
    static List<Change> of(String figure, FigureData before, FigureData after) {
        var changes = new ArrayList<Change>();
        compare(figure, values(before), values(after), changes);
        changes.sort(Comparator.comparingDouble((Change change) -> -Math.abs(change.relative())));
        return changes;
    }

    /** Whether nothing differs. */
    public boolean same() {
        return changes.isEmpty() && newFigures.isEmpty() && goneFigures.isEmpty();
    }

    private static int compare(
            String figure, Map<String, Double> before, Map<String, Double> after, List<Change> changes) {
        int compared = 0;
        Set<String> points = new LinkedHashSet<>(before.keySet());
        points.addAll(after.keySet());
        for (String point : points) {
            OptionalDouble old = value(before, point);
            OptionalDouble now = value(after, point);
            compared += old.isPresent() && now.isPresent() ? 1 : 0;
            if (!old.equals(now)) {
                changes.add(new Change(figure, point, old, now));
            }
        }
        return compared;
    }

    private static OptionalDouble value(Map<String, Double> values, String point) {
        Double value = values.get(point);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static Map<String, Double> values(FigureData figure) {
        var values = new LinkedHashMap<String, Double>();
        figure.points().forEach(point -> values.put(point.identity(), point.value()));
        return values;
    }

    private static Map<String, Double> perplexities(Snapshot snapshot) {
        var values = new LinkedHashMap<String, Double>();
        snapshot.evaluations().forEach((name, evaluation) -> values.put(name, evaluation.perplexity()));
        return values;
    }

    private static List<String> missing(Set<String> some, Set<String> others) {
        return some.stream().filter(name -> !others.contains(name)).toList();
    }
}
