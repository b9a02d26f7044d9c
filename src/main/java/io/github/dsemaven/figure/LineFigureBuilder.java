/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.designspace.Bootstrap;
import io.github.dsemaven.designspace.Grid;
import io.github.dsemaven.designspace.Measurement;
import io.github.dsemaven.designspace.RowFilter;
import io.github.dsemaven.designspace.Runs;
import io.github.dsemaven.designspace.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes a line figure of its specification and the rows that passed its filter. */
final class LineFigureBuilder {
    /** Stands for the one panel, or the one style, of a figure that does not tell any apart. */
    private static final Levels.Entry NONE = new Levels.Entry(0, Labels.level("", ""), 0, 0);

    /** Ids of levels are packed into a number, this many bits each. */
    private static final int BITS = 16;

    private final LineFigureSpec spec;
    private final PlotOptions options;
    private final Grid grid;
    private final List<Measurement> rows;
    private final Levels facets;
    private final Levels hues;
    private final Levels styles;
    private final Levels xs;
    private final Map<Long, List<Measurement>> groups = new HashMap<>();
    private final long leastPrefill;
    private int missingLines;

    LineFigureBuilder(
            LineFigureSpec spec,
            PlotOptions options,
            Grid grid,
            List<String> tags,
            ModelNames names,
            List<Measurement> rows) {
        this.spec = spec;
        this.options = options;
        this.grid = grid;
        this.rows = rows;
        boolean byRuns = options.runs() instanceof Runs.Separate
                && rows.stream()
                                .mapToLong(row -> row.configuration().numRuns())
                                .distinct()
                                .count()
                        > 1;
        hues = new Levels(spec.hue(), tags, names, byRuns);
        styles = new Levels(spec.style().orElse(""), tags, names, false);
        facets = new Levels(spec.facet().orElse(""), tags, names, false);
        xs = new Levels(spec.x(), tags, names, false);
        leastPrefill = rows.stream()
                .mapToLong(row -> row.configuration().prefillChunk())
                .min()
                .orElse(0);
        for (Measurement row : rows) {
            int facet = spec.facet().isPresent() ? facets.id(row) : 0;
            int style = spec.style().isPresent() ? styles.id(row) : 0;
            groups.computeIfAbsent(spot(facet, hues.id(row), style, xs.id(row)), key -> new ArrayList<>())
                    .add(row);
        }
    }

    private static long spot(int facet, int hue, int style, int x) {
        return (((long) facet << BITS | hue) << BITS | style) << BITS | x;
    }

    /** The figure, its caption not yet written. */
    Figure build(RowFilter filter, String subtitle, List<String> inputs) {
        var panels = new ArrayList<Panel>();
        for (Levels.Entry facet : spec.facet().isPresent() ? facets.sorted() : List.of(NONE)) {
            panels.add(panel(facet));
        }
        var source = new Figure.SourceWords(
                spec.source().title(), filter.toString(), spec.source().legendTitle());
        return new Figure(
                spec.name(),
                spec.topic(),
                Figure.Kind.LINE,
                options.title(spec.title()),
                subtitle,
                source,
                inputs,
                xAxis(),
                yAxis(panels),
                Optional.of(hues.dimension()),
                spec.style().map(column -> styles.dimension()),
                spec.facet().map(column -> facets.dimension()),
                rows.size(),
                options.band(),
                panels,
                List.of());
    }

    /** The rows averaged in each point. */
    Iterable<List<Measurement>> points() {
        return groups.values();
    }

    /** Lines that the grid has and the data has not; known once the figure is built. */
    int missingLines() {
        return missingLines;
    }

    private Panel panel(Levels.Entry facet) {
        var series = new ArrayList<Panel.Series>();
        int panelRows = 0;
        for (Levels.Entry hue : hues.sorted()) {
            for (Levels.Entry style : spec.style().isPresent() ? styles.sorted() : List.of(NONE)) {
                Panel.Series line = line(facet, hue, style);
                if (!line.points().isEmpty()) {
                    series.add(line);
                    panelRows += line.points().stream()
                            .mapToInt(point -> point.y().n())
                            .sum();
                } else if (!line.missing().isEmpty()) {
                    missingLines++;
                }
            }
        }
        Optional<Level> level = spec.facet().map(column -> facet.level());
        return new Panel(level, panelRows, series, coincident(series), List.of());
    }

    private Panel.Series line(Levels.Entry facet, Levels.Entry hue, Levels.Entry style) {
        var points = new ArrayList<Panel.Point>();
        var missing = new ArrayList<Level>();
        for (Levels.Entry x : xs.sorted()) {
            List<Measurement> group = groups.get(spot(facet.id(), hue.id(), style.id(), x.id()));
            if (group != null) {
                points.add(new Panel.Point(x.level(), statistics(group)));
            } else if (expected(facet, hue, style, x)) {
                missing.add(x.level());
            }
        }
        return new Panel.Series(hue.level(), spec.style().map(column -> style.level()), points, missing);
    }

    private Statistics statistics(List<Measurement> group) {
        double[] values = group.stream().mapToDouble(Measurement::value).toArray();
        Summary summary = Summary.of(values);
        OptionalDouble low = OptionalDouble.empty();
        OptionalDouble high = OptionalDouble.empty();
        if (values.length > 1 && options.band() == Figure.Band.RANGE) {
            low = OptionalDouble.of(summary.min());
            high = OptionalDouble.of(summary.max());
        } else if (values.length > 1 && options.band() == Figure.Band.CI95) {
            Bootstrap.Interval interval = Bootstrap.of(values);
            low = OptionalDouble.of(interval.low());
            high = OptionalDouble.of(interval.high());
        }
        return new Statistics(summary.mean(), summary.n(), summary.min(), summary.max(), summary.std(), low, high);
    }

    private boolean expected(Levels.Entry facet, Levels.Entry hue, Levels.Entry style, Levels.Entry x) {
        Map<String, Long> values = new HashMap<>();
        values.put(Columns.PREFILL_CHUNK, leastPrefill);
        xs.put(values, x);
        hues.put(values, hue);
        spec.style().ifPresent(column -> styles.put(values, style));
        spec.facet().ifPresent(column -> facets.put(values, facet));
        return grid.expects(values);
    }

    /** Groups of series with the same means at the same x, to the bit. */
    private static List<List<Integer>> coincident(List<Panel.Series> series) {
        Map<List<Object>, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < series.size(); i++) {
            var signature = new ArrayList<Object>();
            for (Panel.Point point : series.get(i).points()) {
                signature.add(point.x());
                signature.add(point.y().mean());
            }
            groups.computeIfAbsent(signature, key -> new ArrayList<>()).add(i);
        }
        return groups.values().stream().filter(group -> group.size() > 1).toList();
    }

    private Axis xAxis() {
        String unit = Labels.unit(spec.x());
        String label = Labels.parameter(spec.x()) + (unit.isEmpty() ? "" : " (" + unit + ")");
        return new Axis(spec.x(), spec.x(), label, unit, 1, xs.levels(), false);
    }

    private Axis yAxis(List<Panel> panels) {
        double greatest = panels.stream()
                .flatMap(panel -> panel.series().stream())
                .flatMap(line -> line.points().stream())
                .mapToDouble(point -> point.y().mean())
                .max()
                .orElse(0);
        LineFigureSpec.Quantity quantity = spec.quantity();
        Unit unit = Unit.of(quantity.column(), greatest);
        return new Axis(
                quantity.column(),
                quantity.sourceLabel(),
                quantity.label() + " (" + unit.name() + ")",
                unit.name(),
                unit.scale(),
                List.of(),
                options.zero());
    }
}
