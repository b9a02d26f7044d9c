/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.figure.Dimension;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel;
import io.github.dsemaven.figure.Panel.Series;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * Which colour, marker and dash each series of a figure gets, after levels that make no difference were put together.
 *
 * @param hues legend entries of the hue dimension, at least one
 * @param styles legend entries of the style dimension, exactly one where the figure has none
 * @param styled whether markers and dashes tell style apart; otherwise they follow hue
 */
record Encoding(Theme theme, boolean ordered, List<LevelClass> hues, List<LevelClass> styles, boolean styled) {
    private static final Level NO_STYLE = new Level("", java.util.OptionalDouble.empty(), "", false);

    /** A combination of a hue and a style entry. */
    record Cell(int hue, int style) {}

    /**
     * A line of a panel.
     *
     * @param members the series it stands for, the first drawn
     * @param cells what they are in the legend: the first gives the line its look, the others a marker beside each point
     */
    record DrawnLine(List<Series> members, boolean exact, List<Cell> cells) {
        Series series() {
            return members.get(0);
        }
    }

    static Encoding of(Figure figure, Theme theme) {
        List<LevelClass> hues = LevelClass.of(
                figure,
                levels(figure, figure.hue().map(Dimension::levels).orElse(List.of()), true),
                Series::hue,
                Encoding::style);
        List<LevelClass> styles = LevelClass.of(
                figure,
                levels(figure, figure.style().map(Dimension::levels).orElse(List.of()), false),
                Encoding::style,
                Series::hue);
        boolean ordered = figure.hue().map(Dimension::ordered).orElse(false);
        return new Encoding(theme, ordered, hues, styles, styles.size() > 1);
    }

    /** The lines to draw in a panel, in the order of their first series. */
    List<DrawnLine> lines(Panel panel) {
        return LineGroup.of(panel).stream()
                .map(group -> new DrawnLine(
                        group.members(),
                        group.exact(),
                        List.copyOf(new LinkedHashSet<>(
                                group.members().stream().map(this::cell).toList()))))
                .toList();
    }

    Cell cell(Series series) {
        return new Cell(indexOf(hues, series.hue()), indexOf(styles, style(series)));
    }

    Look look(Cell cell) {
        if (styled) {
            boolean hollow = cell.style() >= Marker.values().length || cell.hue() >= theme.categories();
            return new Look(color(cell.hue()), Marker.of(cell.style()), hollow, Marker.dash(cell.style()));
        }
        return Look.of(theme, cell.hue()).in(color(cell.hue()));
    }

    /** Colour of a hue entry: along the scale for ordered levels, grey for "off" beside them. */
    Color color(int hue) {
        if (!ordered || hues.size() == 1) {
            return theme.category(hue);
        }
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < hues.size(); i++) {
            if (!isOff(i)) {
                numbers.add(i);
            }
        }
        if (isOff(hue)) {
            return theme.off();
        }
        return numbers.size() == 1 ? theme.category(0) : theme.ordered(numbers.indexOf(hue) / (numbers.size() - 1.0));
    }

    private boolean isOff(int hue) {
        return hues.get(hue).levels().stream().allMatch(Level::off);
    }

    private static Level style(Series series) {
        return series.style().orElse(NO_STYLE);
    }

    private static int indexOf(List<LevelClass> classes, Level level) {
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i).levels().contains(level)) {
                return i;
            }
        }
        throw new IllegalArgumentException("not a level of its dimension: " + level);
    }

    /** The levels that a series has, in the dimension's order: an entry without a line would never be found. */
    private static List<Level> levels(Figure figure, List<Level> declared, boolean hue) {
        var used = new LinkedHashSet<Level>();
        figure.panels().stream()
                .flatMap(panel -> panel.series().stream())
                .map(series -> hue ? series.hue() : style(series))
                .filter(Objects::nonNull)
                .forEach(used::add);
        var ordered = new LinkedHashSet<>(declared);
        ordered.retainAll(used);
        ordered.addAll(used);
        return List.copyOf(ordered);
    }
}
