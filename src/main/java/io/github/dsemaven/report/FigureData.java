/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The data file beside a figure, {@code data/<name>.json}, as a reader of a report sees it.
 *
 * @param name base name of its files
 * @param title what stands above it
 * @param caption sentences for below it
 * @param inputs names of the CSV files
 * @param columns headings of what tells points apart, in the order of {@link Point#where}
 * @param x heading of the horizontal axis, or of the category of bars
 * @param y heading of the value
 * @param points every point or bar, panel by panel and line by line
 */
public record FigureData(
        String name,
        String title,
        List<String> caption,
        List<String> inputs,
        List<String> columns,
        String x,
        String y,
        List<Point> points) {

    /**
     * A point of a line, or a bar.
     *
     * @param where values of panel, hue and style, as far as the figure has them
     * @param x design point or category
     * @param value mean
     * @param n rows averaged
     */
    public record Point(
            List<String> where,
            String x,
            double value,
            long n,
            OptionalDouble min,
            OptionalDouble max,
            OptionalDouble std) {
        public Point {
            where = List.copyOf(where);
        }

        /** What identifies the point in its figure. */
        public String identity() {
            return String.join(" | ", where) + (where.isEmpty() ? "" : " | ") + x;
        }
    }

    public FigureData {
        caption = List.copyOf(caption);
        inputs = List.copyOf(inputs);
        columns = List.copyOf(columns);
        points = List.copyOf(points);
    }

    /** Reads a data file. */
    static FigureData of(JsonTree json, String fileStem) {
        Optional<JsonTree> facet = json.tree("facet");
        Optional<JsonTree> hue = json.tree("hue");
        Optional<JsonTree> style = json.tree("style");
        boolean bars = json.text("kind").filter("bar"::equals).isPresent();
        var columns = new ArrayList<String>();
        facet.ifPresent(dimension -> columns.add(label(dimension)));
        if (!bars) {
            hue.ifPresent(dimension -> columns.add(label(dimension)));
            style.ifPresent(dimension -> columns.add(label(dimension)));
        }
        var points = new ArrayList<Point>();
        for (JsonTree panel : json.trees("facets")) {
            List<String> where = facet.isPresent() ? List.of(panel.text("value").orElse("")) : List.of();
            for (JsonTree bar : panel.trees("bars")) {
                points.add(point(where, bar, "label", "value"));
            }
            for (JsonTree line : panel.trees("series")) {
                var place = new ArrayList<>(where);
                hue.ifPresent(dimension -> place.add(line.text("hue").orElse("")));
                style.ifPresent(dimension -> place.add(line.text("style").orElse("")));
                line.trees("points").forEach(point -> points.add(point(place, point, "x", "mean")));
            }
        }
        return new FigureData(
                json.text("figure").orElse(fileStem),
                json.text("heading").or(() -> json.text("title")).orElse(fileStem),
                json.texts("caption"),
                json.texts("inputs"),
                columns,
                json.tree("x").map(FigureData::label).orElse("x"),
                json.tree("y").map(FigureData::label).orElse("y"),
                points);
    }

    private static Point point(List<String> where, JsonTree json, String x, String value) {
        return new Point(
                where,
                json.text(x).orElse(""),
                json.number(value).orElse(Double.NaN),
                json.integer("n", 1),
                json.number("min"),
                json.number("max"),
                json.number("std"));
    }

    private static String label(JsonTree axis) {
        return axis.text("label").or(() -> axis.text("column")).orElse("");
    }
}
