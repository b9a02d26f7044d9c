/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.designspace.Bootstrap;
import io.github.dsemaven.designspace.Column;
import io.github.dsemaven.designspace.Grid;
import io.github.dsemaven.designspace.Groups;
import io.github.dsemaven.designspace.Measurements;
import io.github.dsemaven.designspace.RowFilter;
import io.github.dsemaven.designspace.Runs;
import io.github.dsemaven.designspace.Space;
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

    /** Where a point stands: ids of its levels. */
    private record Spot(int facet, int hue, int style, int x) {}

    private final LineFigureSpec spec;
    private final PlotOptions options;
    private final Grid grid;
    private final Optional<Levels> facets;
    private final Levels hues;
    private final Optional<Levels> styles;
    private final Levels xs;
    private final Groups points;
    private final Map<Spot, Integer> places = new HashMap<>();
    private final long leastPrefill;
    private int missingLines;

    LineFigureBuilder(
            LineFigureSpec spec,
            PlotOptions options,
            Grid grid,
            List<String> tags,
            ModelNames names,
            Measurements rows) {
        this.spec = spec;
        this.options = options;
        this.grid = grid;
        Space space = rows.space();
        boolean byRuns = options.runs() instanceof Runs.Separate
                && Groups.of(rows, List.of(space.column(Columns.NUM_RUNS))).size() > 1;
        hues = new Levels(space, spec.hue(), tags, names, byRuns);
        styles = spec.style().map(column -> new Levels(space, column, tags, names, false));
        facets = spec.facet().map(column -> new Levels(space, column, tags, names, false));
        xs = new Levels(space, spec.x(), tags, names, false);
        var columns = new ArrayList<>(List.of(space.column(spec.hue()), space.column(spec.x())));
        spec.style().map(space::column).ifPresent(columns::add);
        spec.facet().map(space::column).ifPresent(columns::add);
        if (byRuns) {
            columns.add(space.column(Columns.NUM_RUNS));
        }
        points = Groups.of(rows, columns);
        for (int point = 0; point < points.size(); point++) {
            int any = points.configuration(points.from(point));
            places.put(spot(level(facets, any), hues.of(any), level(styles, any), xs.of(any)), point);
        }
        leastPrefill = leastPrefill(space.column(Columns.PREFILL_CHUNK));
    }

    private static Levels.Entry level(Optional<Levels> levels, int configuration) {
        return levels.map(some -> some.of(configuration)).orElse(NONE);
    }

    private static Spot spot(Levels.Entry facet, Levels.Entry hue, Levels.Entry style, Levels.Entry x) {
        return new Spot(facet.id(), hue.id(), style.id(), x.id());
    }

    private long leastPrefill(Column prefill) {
        int least = prefill.size();
        for (int i = 0; i < points.members(); i++) {
            least = Math.min(least, prefill.code(points.configuration(i)));
        }
        return least == prefill.size() ? 0 : prefill.number(least);
    }

    /** The figure, its caption not yet written. */
    Figure build(RowFilter filter, String subtitle, List<String> inputs) {
        var panels = new ArrayList<Panel>();
        for (Levels.Entry facet : sorted(facets)) {
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
                styles.map(Levels::dimension),
                facets.map(Levels::dimension),
                points.members(),
                options.band(),
                panels,
                List.of());
    }

    private static List<Levels.Entry> sorted(Optional<Levels> levels) {
        return levels.map(Levels::sorted).orElse(List.of(NONE));
    }

    /** The rows averaged in each point. */
    Groups points() {
        return points;
    }

    /** Lines that the grid has and the data has not; known once the figure is built. */
    int missingLines() {
        return missingLines;
    }

    private Panel panel(Levels.Entry facet) {
        var series = new ArrayList<Panel.Series>();
        int panelRows = 0;
        for (Levels.Entry hue : hues.sorted()) {
            for (Levels.Entry style : sorted(styles)) {
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
            Integer place = places.get(spot(facet, hue, style, x));
            if (place != null) {
                points.add(new Panel.Point(x.level(), statistics(this.points.values(place))));
            } else if (expected(facet, hue, style, x)) {
                missing.add(x.level());
            }
        }
        return new Panel.Series(hue.level(), spec.style().map(column -> style.level()), points, missing);
    }

    private Statistics statistics(double[] values) {
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
        styles.ifPresent(levels -> levels.put(values, style));
        facets.ifPresent(levels -> levels.put(values, facet));
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
