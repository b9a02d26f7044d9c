/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Encoding.Cell;
import io.github.dsemaven.chart.Encoding.DrawnLine;
import io.github.dsemaven.figure.Dimension;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel;
import io.github.dsemaven.figure.Panel.Point;
import io.github.dsemaven.figure.Panel.Series;
import io.github.dsemaven.figure.Statistics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of the parts of a figure: tooltips and the counts above the panels. */
record Words(Figure figure) {
    /** {@code batch 1}: the name of the facet's dimension and its level; a text level speaks for itself. */
    Optional<String> panel(Panel panel) {
        return panel.level().map(level -> level(figure.facet(), level));
    }

    /** {@code 11 lines, all identical}; empty where every series has a line of its own. */
    Optional<String> count(Panel panel, List<DrawnLine> lines) {
        int series = panel.series().size();
        if (lines.size() == series) {
            return Optional.empty();
        }
        boolean exact = lines.stream().allMatch(DrawnLine::exact);
        String same = exact ? "identical" : "equal within 0.01 %";
        return Optional.of(
                lines.size() == 1
                        ? series + " series, all " + same
                        : series + " series, " + lines.size() + " distinct lines");
    }

    /** {@code q0f16, sink 0, 32}: all series that a line stands for. */
    String series(Collection<Series> members) {
        var hues = new LinkedHashSet<Level>();
        var styles = new LinkedHashSet<Level>();
        members.forEach(series -> {
            hues.add(series.hue());
            series.style().ifPresent(styles::add);
        });
        var words = new ArrayList<String>();
        if (figure.hue().isPresent()) {
            words.add(levels(figure.hue(), hues));
        }
        if (!styles.isEmpty()) {
            words.add(levels(figure.style(), styles));
        }
        return String.join(", ", words);
    }

    /** Tooltip of a point: series, x, mean, number of rows, smallest and largest. */
    String point(DrawnLine line, Cell cell, Encoding encoding, Point point) {
        List<Series> members = line.members().stream()
                .filter(series -> encoding.cell(series).equals(cell))
                .toList();
        Statistics y = members.get(0).points().stream()
                .filter(p -> p.x().equals(point.x()))
                .findFirst()
                .orElse(point)
                .y();
        String series = series(members);
        return (series.isEmpty() ? "" : series + "\n")
                + level(Optional.empty(), point.x(), plain(figure.x().label()))
                + ": "
                + value(y.mean())
                + "\n"
                + spread(y);
    }

    /** Tooltip of a bar. */
    String bar(Panel panel, Panel.Bar bar) {
        return panel(panel).map(name -> name + "\n").orElse("")
                + bar.category().label()
                + ": "
                + value(bar.value().mean())
                + "\n"
                + spread(bar.value());
    }

    /** Tooltip of a point that was not measured. */
    String missing(Series series, Level x) {
        String name = series(List.of(series));
        return (name.isEmpty() ? "" : name + "\n")
                + level(Optional.empty(), x, plain(figure.x().label())) + ": not measured";
    }

    /** A value in the unit shown. */
    String value(double raw) {
        return Quantity.text(raw * figure.y().scale(), figure.y().unit());
    }

    private String spread(Statistics y) {
        return y.n() == 1
                ? "n = 1"
                : "n = " + y.n() + ", " + Quantity.text(y.min() * figure.y().scale()) + " to " + value(y.max());
    }

    private static String levels(Optional<Dimension> dimension, Collection<Level> levels) {
        String names = levels.stream().map(Level::label).collect(Collectors.joining(", "));
        Level first = levels.iterator().next();
        return first.number().isPresent() && dimension.isPresent()
                ? dimension.get().label() + " " + names
                : names;
    }

    private static String level(Optional<Dimension> dimension, Level level) {
        return levels(dimension, List.of(level));
    }

    private static String level(Optional<Dimension> dimension, Level level, String name) {
        return dimension.map(d -> level(dimension, level)).orElse(name + " " + level.label());
    }

    /** An axis label without its unit. */
    static String plain(String label) {
        int bracket = label.indexOf(" (");
        return bracket < 0 ? label : label.substring(0, bracket);
    }
}
