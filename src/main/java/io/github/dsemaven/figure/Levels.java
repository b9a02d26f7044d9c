/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Configuration;
import io.github.dsemaven.designspace.Measurement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

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

    private record WithRuns(Object value, long runs) {}

    private final String column;
    private final List<String> tags;
    private final ModelNames names;
    private final boolean byRuns;
    private final boolean text;
    private final ToLongFunction<Configuration> reader;
    private final Map<Object, Entry> entries = new HashMap<>();

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
        text = column.equals(Columns.MODEL_TAG);
        reader = Columns.KEY.indexOf(column) > 1 ? Configuration.reader(column) : row -> 0;
    }

    /** Id of the level a row is of. */
    int id(Measurement row) {
        Object value = text ? (Object) row.tag() : (Object) reader.applyAsLong(row.configuration());
        Object key = byRuns ? new WithRuns(value, row.configuration().numRuns()) : value;
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = add(row);
            entries.put(key, entry);
        }
        return entry.id();
    }

    private Entry add(Measurement row) {
        Level level = text
                ? Labels.level(row.tag(), names.label(row.tag()))
                : Labels.level(column, row.configuration().number(column));
        long rank = text ? tags.indexOf(row.tag()) : row.configuration().number(column);
        long runs = byRuns ? row.configuration().numRuns() : 0;
        return new Entry(entries.size(), byRuns ? withRuns(level, runs) : level, rank, runs);
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
