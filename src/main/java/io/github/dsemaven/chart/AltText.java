/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.figure.Dimension;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Alternative text made from the data: what is drawn, over what, in which range, and where the extremes are. */
record AltText(Figure figure, PanelContent content) {
    /** A value with the words that say where it is. */
    private record Extreme(double value, String where) {}

    String text() {
        var sentences = new ArrayList<String>();
        sentences.add(what());
        figure.hue().ifPresent(hue -> sentences.add("Colour: " + dimension(hue) + "."));
        figure.style().ifPresent(style -> sentences.add("Marker: " + dimension(style) + "."));
        extremes().forEach(sentences::add);
        distinct().ifPresent(sentences::add);
        figure.caption().forEach(sentences::add);
        return String.join(" ", sentences);
    }

    private String what() {
        boolean bars = figure.kind() == Figure.Kind.BAR;
        String panels = figure.facet()
                .map(facet -> " in " + figure.panels().size() + (figure.panels().size() == 1 ? " panel, " : " panels, ")
                        + dimension(facet))
                .orElse("");
        String over =
                figure.x().levels().isEmpty() ? "" : " (" + names(figure.x().levels()) + ")";
        return (bars ? "Bar chart" : "Line chart") + " of " + figure.y().label() + " by "
                + Words.plain(figure.x().label()) + over + panels + ".";
    }

    private static String dimension(Dimension dimension) {
        return dimension.label() + " " + names(dimension.levels());
    }

    private static String names(List<Level> levels) {
        return levels.stream().map(Level::label).collect(Collectors.joining(", "));
    }

    private List<String> extremes() {
        List<Extreme> values = figure.panels().stream().flatMap(this::values).toList();
        if (values.isEmpty()) {
            return List.of("It holds no data.");
        }
        Extreme most =
                values.stream().max(Comparator.comparingDouble(Extreme::value)).orElseThrow();
        Extreme least =
                values.stream().min(Comparator.comparingDouble(Extreme::value)).orElseThrow();
        return List.of(
                "Highest: " + content.words().value(most.value()) + most.where() + ".",
                "Lowest: " + content.words().value(least.value()) + least.where() + ".");
    }

    private Stream<Extreme> values(Panel panel) {
        Words words = content.words();
        String place = words.panel(panel).map(name -> ", " + name).orElse("");
        Stream<Extreme> points = panel.series().stream()
                .flatMap(series -> series.points().stream()
                        .map(point -> new Extreme(
                                point.y().mean(),
                                " at " + Words.plain(figure.x().label()) + " "
                                        + point.x().label() + " (" + words.series(List.of(series)) + place + ")")));
        Stream<Extreme> bars = panel.bars().stream()
                .map(bar ->
                        new Extreme(bar.value().mean(), " for " + bar.category().label() + place));
        return Stream.concat(points, bars);
    }

    private java.util.Optional<String> distinct() {
        List<String> counts = figure.panels().stream()
                .filter(panel -> content.distinct(panel) < panel.series().size())
                .map(panel -> content.distinct(panel) + " of " + panel.series().size())
                .distinct()
                .toList();
        return counts.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of("Distinct lines in a panel: " + String.join("; ", counts) + ".");
    }
}
