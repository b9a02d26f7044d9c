/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Table;
import io.github.dsemaven.designspace.Column;
import io.github.dsemaven.designspace.DesignPoint;
import io.github.dsemaven.designspace.Grid;
import io.github.dsemaven.designspace.Groups;
import io.github.dsemaven.designspace.Measurements;
import io.github.dsemaven.designspace.Runs;
import io.github.dsemaven.designspace.Space;
import io.github.dsemaven.designspace.Sweep;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a reader must know of the data of a goal, whatever the figure. */
final class SweepWarnings {
    private final List<Table> tables;
    private final Space space;
    private final PlotOptions options;
    private final List<Warning> warnings = new ArrayList<>();

    SweepWarnings(List<Table> tables, Space space, PlotOptions options) {
        this.tables = tables;
        this.space = space;
        this.options = options;
    }

    /**
     * Every warning, kind by kind, within a kind by file.
     *
     * @param sweeps of each drawn column
     * @param told files without any value in a column, by the column: figures that lack it are warned of by themselves
     */
    List<Warning> find(Map<String, List<Sweep>> sweeps, List<String> tags, Map<String, Set<String>> told) {
        for (String tag : tags) {
            List<Sweep> ofTag = sweeps.values().stream()
                    .flatMap(List::stream)
                    .filter(sweep -> sweep.tag().equals(tag))
                    .toList();
            repeated(tag, ofTag);
            mixed(tag, ofTag);
        }
        designPoints(tags);
        tables.forEach(table -> emptyCells(table, told));
        tables.forEach(table -> missingMetrics(table, sweeps.keySet(), told));
        models(tags);
        return warnings;
    }

    private List<String> files(String tag) {
        return tables.stream()
                .filter(table -> table.tag().equals(tag))
                .map(table -> table.file().name())
                .toList();
    }

    private void repeated(String tag, List<Sweep> sweeps) {
        var differing = new BitSet();
        double least = 1;
        double greatest = 1;
        for (Sweep sweep : sweeps) {
            differing.or(sweep.differing());
            least = Math.min(least, sweep.leastRatio());
            greatest = Math.max(greatest, sweep.greatestRatio());
        }
        if (!differing.isEmpty()) {
            boolean measurable = Double.isFinite(least) && Double.isFinite(greatest); // a first value may be zero
            String ratio = !measurable
                    ? ""
                    : " (later / first from " + Decimal.fixed(least, 2) + " to " + Decimal.fixed(greatest, 2) + ")";
            add(
                    Warning.Kind.REPEATED_MEASUREMENTS,
                    files(tag),
                    Labels.count(differing.cardinality(), "configuration")
                            + " measured more than once with different values" + ratio + "; "
                            + Caption.counts(options.repeats()) + " counts");
        }
    }

    private void mixed(String tag, List<Sweep> sweeps) {
        var drawn = new BitSet();
        for (Sweep sweep : sweeps) {
            Measurements rows = sweep.measurements().select(options.userFilter());
            for (int i = 0; i < rows.size(); i++) {
                drawn.set(rows.configuration(i));
            }
        }
        if (!(options.runs() instanceof Runs.Separate)) {
            mixed(Warning.Kind.MIXED_RUNS, tag, drawn, Columns.NUM_RUNS, Suggestions.mixedRuns());
        }
        mixed(Warning.Kind.MIXED_TOKENS, tag, drawn, Columns.MAX_TOKENS, Suggestions.picked(Columns.MAX_TOKENS));
        mixed(Warning.Kind.MIXED_DEVICES, tag, drawn, Columns.MODEL, Suggestions.picked(Columns.MODEL));
        mixed(Warning.Kind.MIXED_DEVICES, tag, drawn, Columns.DEVICE, Suggestions.picked(Columns.DEVICE));
    }

    private void mixed(Warning.Kind kind, String tag, BitSet drawn, String name, String advice) {
        Column column = space.column(name);
        int[] byCode = new int[column.size()];
        for (int i = drawn.nextSetBit(0); i >= 0; i = drawn.nextSetBit(i + 1)) {
            byCode[column.code(i)]++;
        }
        var counts = new TreeMap<Integer, Integer>();
        for (int code = 0; code < byCode.length; code++) {
            if (byCode[code] > 0) {
                counts.put(code, byCode[code]);
            }
        }
        if (counts.size() > 1) {
            String parts = counts.size() > 6
                    ? column.text(counts.firstKey()) + " to " + column.text(counts.lastKey()) + " (" + counts.size()
                            + " values)"
                    : Labels.list(counts.entrySet().stream()
                            .map(entry -> column.text(entry.getKey()) + " ("
                                    + Labels.count(entry.getValue(), "configuration") + ")")
                            .toList());
            add(kind, files(tag), "averages rows of " + name + " " + parts + ". " + advice);
        }
    }

    private void designPoints(List<String> tags) {
        List<DesignPoint> union = space.designPoints();
        Map<String, BitSet> measured = measured();
        SortedSet<DesignPoint> grid = Grid.of(union).all();
        var nowhere = new TreeSet<>(grid);
        union.forEach(nowhere::remove);
        for (String tag : tags) {
            var elsewhere = new BitSet();
            elsewhere.set(0, union.size());
            elsewhere.andNot(measured.getOrDefault(tag, new BitSet()));
            if (!elsewhere.isEmpty()) {
                SortedSet<DesignPoint> points =
                        elsewhere.stream().mapToObj(union::get).collect(Collectors.toCollection(TreeSet::new));
                add(
                        Warning.Kind.MISSING_DESIGN_POINTS,
                        files(tag),
                        "lacks " + points.size() + " of the " + Labels.count(union.size(), "design point")
                                + " that other files have" + common(points));
            } else if (!nowhere.isEmpty()) {
                add(
                        Warning.Kind.MISSING_DESIGN_POINTS,
                        files(tag),
                        "lacks " + nowhere.size() + " of the " + Labels.count(grid.size(), "design point")
                                + " of its grid" + common(nowhere));
            }
        }
    }

    /** Which of the space's design points each tag has. */
    private Map<String, BitSet> measured() {
        Groups points = space.byDesignPoint();
        int[] pointOf = new int[space.size()];
        for (int point = 0; point < points.size(); point++) {
            for (int i = points.from(point); i < points.to(point); i++) {
                pointOf[points.configuration(i)] = point;
            }
        }
        Map<String, BitSet> measured = new HashMap<>();
        for (int tag = 0; tag < space.tags().size(); tag++) {
            var some = new BitSet();
            for (int i = space.from(tag); i < space.to(tag); i++) {
                some.set(pointOf[i]);
            }
            measured.put(space.tags().get(tag), some);
        }
        return measured;
    }

    /** What all the points have in common, in words; nothing where they have nothing in common. */
    private static String common(SortedSet<DesignPoint> points) {
        var words = new ArrayList<String>();
        for (String column : DesignPoint.PARAMETERS) {
            Set<Long> values = points.stream().map(point -> point.value(column)).collect(Collectors.toSet());
            if (values.size() == 1) {
                words.add(Labels.parameter(column) + " "
                        + Labels.level(column, values.iterator().next()).label());
            }
        }
        if (words.isEmpty()) {
            return "";
        }
        return points.size() == 1 ? ": " + Labels.list(words) : ", all with " + Labels.list(words);
    }

    private static boolean isTold(Map<String, Set<String>> told, String column, Table table) {
        return told.getOrDefault(column, Set.of()).contains(table.file().name());
    }

    private void emptyCells(Table table, Map<String, Set<String>> told) {
        table.emptyCells().forEach((column, count) -> {
            if (count > 0 && !isTold(told, column, table)) {
                add(
                        Warning.Kind.EMPTY_CELLS,
                        List.of(table.file().name()),
                        Labels.count(count, "empty cell") + " in column " + column + "; "
                                + (count == 1 ? "the row is" : "the rows are") + " left out");
            }
        });
    }

    private void missingMetrics(Table table, Set<String> drawn, Map<String, Set<String>> told) {
        for (String metric : drawn) {
            if (!table.samples().containsKey(metric) && !isTold(told, metric, table)) {
                add(
                        Warning.Kind.MISSING_METRIC,
                        List.of(table.file().name()),
                        "has no metric " + metric + ". "
                                + Suggestions.absentMetric(
                                        metric, table.undrawnMetrics().keySet()));
            }
        }
    }

    private void models(List<String> tags) {
        for (String tag : new TreeSet<>(options.models().keySet())) {
            if (!tags.contains(tag)) {
                add(
                        Warning.Kind.UNKNOWN_MODEL,
                        List.of(),
                        "<models> names \"" + tag + "\", which no CSV is of. " + Suggestions.validValues(tag, tags));
            }
        }
    }

    private void add(Warning.Kind kind, List<String> files, String message) {
        warnings.add(new Warning(kind, files, message));
    }
}
