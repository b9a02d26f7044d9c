/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.designspace.Column;
import io.github.dsemaven.designspace.Space;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The levels of one dimension of a figure: found while rows are looked at, then put in order. */
final class Levels {
    /**
     * A level seen.
     *
     * @param id 0, 1, ... in order of first appearance
     * @param level what it is
     * @param rank its place among the levels: the parameter's value, or the place of the tag
     * @param runs {@code num_runs} where rows are told apart by it, else 0
     */
    record Entry(int id, Level level, long rank, long runs) {}

    private record Key(int value, int runs) {}

    private final String column;
    private final List<String> tags;
    private final ModelNames names;
    private final boolean byRuns;
    private final boolean text;
    private final Column values;
    private final Column runs;
    private final Map<Key, Entry> entries = new HashMap<>();

    /**
     * @param column a design parameter or {@code model_tag}
     * @param tags every tag in drawing order
     * @param byRuns whether configurations of different {@code num_runs} are of different levels
     */
    Levels(Space space, String column, List<String> tags, ModelNames names, boolean byRuns) {
        this.column = column;
        this.tags = tags;
        this.names = names;
        this.byRuns = byRuns;
        text = column.equals(Columns.MODEL_TAG);
        values = space.column(column);
        runs = space.column(Columns.NUM_RUNS);
    }

    /** The level that a configuration is of. */
    Entry of(int configuration) {
        var key = new Key(values.code(configuration), byRuns ? runs.code(configuration) : 0);
        return entries.computeIfAbsent(key, this::entry);
    }

    private Entry entry(Key key) {
        String tag = values.text(key.value());
        Level level = text ? Labels.level(tag, names.label(tag)) : Labels.level(column, values.number(key.value()));
        long rank = text ? tags.indexOf(tag) : values.number(key.value());
        long numRuns = byRuns ? runs.number(key.runs()) : 0;
        return new Entry(entries.size(), byRuns ? withRuns(level, numRuns) : level, rank, numRuns);
    }

    private static Level withRuns(Level level, long runs) {
        return Labels.level(
                level.text() + ", " + Columns.NUM_RUNS + "=" + runs, level.label() + ", " + Labels.count(runs, "run"));
    }

    /** Puts the parameter's value at a level under its column; a model has none. */
    void put(Map<String, Long> values, Entry entry) {
        if (!text) {
            values.put(column, entry.rank());
        }
    }

    /** Every level seen: numbers ascending, tags in drawing order. */
    List<Entry> sorted() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::rank).thenComparingLong(Entry::runs))
                .toList();
    }

    List<Level> levels() {
        return sorted().stream().map(Entry::level).toList();
    }

    Dimension dimension() {
        boolean ordered = !text && !byRuns;
        return new Dimension(column, Labels.parameter(column), levels(), ordered);
    }
}
