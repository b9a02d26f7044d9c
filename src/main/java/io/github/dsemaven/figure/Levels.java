/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.designspace.Measurement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The levels of one dimension of a figure: found while rows are looked at, then put in order. */
final class Levels {
    private record Value(long number, String text, long runs) {}

    private record Entry(Level level, long rank, long runs) {}

    private final String column;
    private final List<String> tags;
    private final ModelNames names;
    private final boolean byRuns;
    private final Map<Value, Entry> entries = new HashMap<>();

    /**
     * @param column a design parameter or {@code model_tag}
     * @param tags every tag in drawing order
     * @param byRuns whether rows of different {@code num_runs} are of different levels
     */
    Levels(String column, List<String> tags, ModelNames names, boolean byRuns) {
        this.column = column;
        this.tags = tags;
        this.names = names;
        this.byRuns = byRuns;
    }

    /** The level a row is of. */
    Level of(Measurement row) {
        boolean text = column.equals(Columns.MODEL_TAG);
        long runs = byRuns ? row.configuration().numRuns() : 0;
        var value = text
                ? new Value(0, row.tag(), runs)
                : new Value(row.configuration().number(column), "", runs);
        Entry entry = entries.get(value);
        if (entry == null) {
            Level level =
                    text ? Labels.level(value.text(), names.label(value.text())) : Labels.level(column, value.number());
            long rank = text ? tags.indexOf(value.text()) : value.number();
            entry = new Entry(byRuns ? withRuns(level, runs) : level, rank, runs);
            entries.put(value, entry);
        }
        return entry.level();
    }

    private static Level withRuns(Level level, long runs) {
        return Labels.level(
                level.text() + ", " + Columns.NUM_RUNS + "=" + runs, level.label() + ", " + Labels.count(runs, "run"));
    }

    /** The parameter's value at a level; none for a model. */
    Optional<Long> number(Level level) {
        return column.equals(Columns.MODEL_TAG)
                ? Optional.empty()
                : entries.values().stream()
                        .filter(entry -> entry.level().equals(level))
                        .map(Entry::rank)
                        .findFirst();
    }

    /** Every level seen: numbers ascending, tags in drawing order. */
    List<Level> sorted() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::rank).thenComparingLong(Entry::runs))
                .map(Entry::level)
                .toList();
    }

    Dimension dimension() {
        boolean ordered = !column.equals(Columns.MODEL_TAG) && !byRuns;
        return new Dimension(column, Labels.parameter(column), sorted(), ordered);
    }
}
