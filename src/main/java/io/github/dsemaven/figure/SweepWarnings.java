/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Configuration;
import io.github.dsemaven.csv.Table;
import io.github.dsemaven.designspace.DesignPoint;
import io.github.dsemaven.designspace.Grid;
import io.github.dsemaven.designspace.Measurement;
import io.github.dsemaven.designspace.RowFilter;
import io.github.dsemaven.designspace.Runs;
import io.github.dsemaven.designspace.Sweep;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
    private final PlotOptions options;
    private final List<Warning> warnings = new ArrayList<>();

    SweepWarnings(List<Table> tables, PlotOptions options) {
        this.tables = tables;
        this.options = options;
    }

    /**
     * Every warning, kind by kind, within a kind by file.
     *
     * @param sweeps of each drawn column
     */
    List<Warning> find(Map<String, List<Sweep>> sweeps, List<String> tags) {
        for (String tag : tags) {
            List<Sweep> ofTag = sweeps.values().stream()
                    .flatMap(List::stream)
                    .filter(sweep -> sweep.tag().equals(tag))
                    .toList();
            repeated(tag, ofTag);
            mixed(tag, ofTag);
        }
        designPoints(tags);
        tables.forEach(this::emptyCells);
        tables.forEach(table -> missingMetrics(table, sweeps.keySet()));
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
        Set<Configuration> differing = new LinkedHashSet<>();
        double least = 1;
        double greatest = 1;
        for (Sweep sweep : sweeps) {
            differing.addAll(sweep.differing());
            least = Math.min(least, sweep.leastRatio());
            greatest = Math.max(greatest, sweep.greatestRatio());
        }
        if (!differing.isEmpty()) {
            String ratio = Double.isInfinite(greatest)
                    ? ""
                    : " (later / first from " + Decimal.fixed(least, 2) + " to " + Decimal.fixed(greatest, 2) + ")";
            add(
                    Warning.Kind.REPEATED_MEASUREMENTS,
                    files(tag),
                    Labels.count(differing.size(), "configuration") + " measured more than once with different values"
                            + ratio + "; " + Caption.counts(options.repeats()) + " counts");
        }
    }

    private void mixed(String tag, List<Sweep> sweeps) {
        RowFilter filter = options.userFilter();
        Set<Configuration> drawn = new LinkedHashSet<>();
        for (Sweep sweep : sweeps) {
            filter.select(sweep.measurements()).stream()
                    .map(Measurement::configuration)
                    .forEach(drawn::add);
        }
        if (!(options.runs() instanceof Runs.Separate)) {
            mixed(Warning.Kind.MIXED_RUNS, tag, drawn, Columns.NUM_RUNS, Suggestions.mixedRuns());
        }
        mixed(Warning.Kind.MIXED_TOKENS, tag, drawn, Columns.MAX_TOKENS, Suggestions.picked(Columns.MAX_TOKENS));
        mixed(Warning.Kind.MIXED_DEVICES, tag, drawn, Columns.MODEL, Suggestions.picked(Columns.MODEL));
        mixed(Warning.Kind.MIXED_DEVICES, tag, drawn, Columns.DEVICE, Suggestions.picked(Columns.DEVICE));
    }

    private void mixed(Warning.Kind kind, String tag, Set<Configuration> drawn, String column, String advice) {
        var counts = new TreeMap<Value, Integer>();
        drawn.forEach(configuration -> counts.merge(value(configuration, column), 1, Integer::sum));
        if (counts.size() > 1) {
            String parts = counts.size() > 6
                    ? counts.firstKey().text() + " to " + counts.lastKey().text() + " (" + counts.size() + " values)"
                    : Labels.list(counts.entrySet().stream()
                            .map(entry -> entry.getKey().text() + " (" + Labels.count(entry.getValue(), "configuration")
                                    + ")")
                            .toList());
            add(kind, files(tag), "averages rows of " + column + " " + parts + ". " + advice);
        }
    }

    /** A value of a key column that sorts as a number where it is one. */
    private record Value(long number, String text) implements Comparable<Value> {
        @Override
        public int compareTo(Value other) {
            return number != other.number ? Long.compare(number, other.number) : text.compareTo(other.text);
        }
    }

    private static Value value(Configuration configuration, String column) {
        return switch (column) {
            case Columns.MODEL -> new Value(0, configuration.model());
            case Columns.DEVICE -> new Value(0, configuration.device());
            default -> new Value(configuration.number(column), Long.toString(configuration.number(column)));
        };
    }

    private void designPoints(List<String> tags) {
        Map<String, SortedSet<DesignPoint>> measured = new TreeMap<>();
        for (Table table : tables) {
            SortedSet<DesignPoint> points = measured.computeIfAbsent(table.tag(), tag -> new TreeSet<>());
            table.configurations().forEach(configuration -> points.add(DesignPoint.of(configuration)));
        }
        var union = new TreeSet<DesignPoint>();
        measured.values().forEach(union::addAll);
        SortedSet<DesignPoint> grid = Grid.of(union).all();
        for (String tag : tags) {
            var elsewhere = new TreeSet<>(union);
            elsewhere.removeAll(measured.get(tag));
            var nowhere = new TreeSet<>(grid);
            nowhere.removeAll(union);
            if (!elsewhere.isEmpty()) {
                add(
                        Warning.Kind.MISSING_DESIGN_POINTS,
                        files(tag),
                        "lacks " + elsewhere.size() + " of the " + Labels.count(union.size(), "design point")
                                + " that other files have" + common(elsewhere));
            } else if (!nowhere.isEmpty()) {
                add(
                        Warning.Kind.MISSING_DESIGN_POINTS,
                        files(tag),
                        "lacks " + nowhere.size() + " of the " + Labels.count(grid.size(), "design point")
                                + " of its grid" + common(nowhere));
            }
        }
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

    private void emptyCells(Table table) {
        table.emptyCells().forEach((column, count) -> {
            if (count > 0) {
                add(
                        Warning.Kind.EMPTY_CELLS,
                        List.of(table.file().name()),
                        Labels.count(count, "empty cell") + " in column " + column + "; "
                                + (count == 1 ? "the row is" : "the rows are") + " left out");
            }
        });
    }

    private void missingMetrics(Table table, Set<String> drawn) {
        for (String metric : drawn) {
            if (!table.samples().containsKey(metric)) {
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
