/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.csv.Conditions;
import io.github.dsemaven.report.FigureData.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a figure's data file: the schema of the figures' data, and what of {@code display} is there. */
final class FigureDataReader {
    private final JsonTree json;
    private final String fileStem;
    private final Optional<JsonTree> display;
    private final List<Dimension> dimensions = new ArrayList<>();

    /** What tells points apart, with the names its values are shown by. */
    private record Dimension(String key, String heading, Map<String, String> names) {
        String shown(String value) {
            return names.getOrDefault(value, value);
        }
    }

    FigureDataReader(JsonTree json, String fileStem) {
        this.json = json;
        this.fileStem = fileStem;
        this.display = json.tree("display");
        boolean bars = json.text("kind").filter("bar"::equals).isPresent();
        for (String key : bars ? List.of("facet") : List.of("facet", "hue", "style")) {
            json.tree(key).ifPresent(dimension -> dimensions.add(dimension(key, dimension)));
        }
    }

    FigureData read() {
        var points = new ArrayList<Point>();
        for (JsonTree panel : json.trees("facets")) {
            panel.trees("bars").forEach(bar -> points.add(point(panel, bar, bar, "label", "value")));
            for (JsonTree line : panel.trees("series")) {
                line.trees("points").forEach(point -> points.add(point(panel, line, point, "x", "mean")));
            }
        }
        return new FigureData(
                json.text("figure").orElse(fileStem),
                scatter(),
                shown("title").or(() -> json.text("title")).orElse(fileStem),
                shown("subtitle").orElse(""),
                json.texts("caption"),
                json.texts("inputs"),
                dimensions.stream().map(Dimension::heading).toList(),
                shown("x").or(() -> json.tree("x").map(FigureDataReader::label)).orElse("x"),
                shown("y").or(() -> json.tree("y").map(FigureDataReader::label)).orElse("y"),
                scale("y_scale"),
                points);
    }

    private boolean scatter() {
        return json.text("kind").filter("scatter"::equals).isPresent();
    }

    private double scale(String key) {
        return display.map(tree -> tree.number(key).orElse(1)).orElse(1.0);
    }

    private Optional<String> shown(String key) {
        return display.flatMap(tree -> tree.text(key)).filter(text -> !text.isBlank());
    }

    private Dimension dimension(String key, JsonTree dimension) {
        Optional<JsonTree> words = display.flatMap(tree -> tree.tree(key));
        List<String> levels = dimension.texts("levels");
        List<String> labels = words.map(tree -> tree.texts("levels")).orElse(List.of());
        var names = new LinkedHashMap<String, String>();
        for (int i = 0; i < Math.min(levels.size(), labels.size()); i++) {
            // 4096 stays a number that can be sorted; only words are of use here
            if (!Character.isDigit(levels.get(i).charAt(0))) {
                names.put(levels.get(i), labels.get(i));
            }
        }
        String heading = words.flatMap(tree -> tree.text("label")).orElse(label(dimension));
        return new Dimension(key, heading, names);
    }

    private Point point(JsonTree panel, JsonTree line, JsonTree point, String x, String value) {
        var where = new ArrayList<String>();
        var shown = new ArrayList<String>();
        for (Dimension dimension : dimensions) {
            String level = dimension.key().equals("facet")
                    ? panel.text("value").orElse("")
                    : line.text(dimension.key()).orElse("");
            where.add(level);
            shown.add(dimension.shown(level));
        }
        String at = scatter()
                ? Digits.brief(point.number(x), scale("x_scale"))
                : point.text(x).orElse("");
        String lines = String.join(" | ", where);
        String identity = scatter() ? lines : lines + (where.isEmpty() ? "" : " | ") + at;
        return new Point(
                where,
                shown,
                at,
                shownX(at),
                identity,
                point.number(value).orElse(Double.NaN),
                point.integer("n", 1),
                point.number("min"),
                point.number("max"),
                point.number("std"),
                point.tree("measured").map(FigureDataReader::facts).orElse(Map.of()));
    }

    /** As the axis has it: a sliding window of -1 or 0 is none. */
    private String shownX(String x) {
        boolean sliding = json.tree("x")
                .flatMap(axis -> axis.text("column"))
                .filter("sliding_window_size"::equals)
                .isPresent();
        return sliding && (x.startsWith("-") || x.equals("0")) ? "off" : x;
    }

    private static Map<String, String> facts(JsonTree measured) {
        Map<String, String> facts = new LinkedHashMap<>();
        Stream.concat(Conditions.COLUMNS.stream(), Stream.of(FigureData.QUANTIZATION, FigureData.FILE))
                .forEach(key -> measured.text(key).ifPresent(text -> facts.put(key, text)));
        return facts;
    }

    private static String label(JsonTree axis) {
        return axis.text("label").or(() -> axis.text("column")).orElse("");
    }
}
