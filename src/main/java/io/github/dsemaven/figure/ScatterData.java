/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.artifact.CsvText;
import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.artifact.Json;
import io.github.dsemaven.figure.Scatter.Dot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The data files beside a scatter, in the layout of {@link FigureData}: a series of one point for each dot. */
public final class ScatterData {
    private ScatterData() {}

    /** Text of {@code data/<name>.json}. */
    public static String json(Scatter scatter) {
        var all = new LinkedHashMap<String, Object>();
        all.put("schema", "dse-scatter/1");
        all.put("figure", scatter.name());
        all.put("inputs", scatter.inputs());
        all.put("kind", "scatter");
        all.put("title", scatter.title());
        all.put("x", axis(scatter.x()));
        all.put("y", axis(scatter.y()));
        all.put("hue", map("column", scatter.groupLabel(), "levels", scatter.groups()));
        all.put(
                "style",
                map(
                        "column",
                        "design point",
                        "levels",
                        scatter.dots().stream().map(Dot::name).toList()));
        all.put("facet", null);
        all.put("rows", scatter.dots().size());
        var series = IntStream.range(0, scatter.dots().size())
                .mapToObj(i -> series(scatter, i))
                .toList();
        var panel = map("value", null, "rows", scatter.dots().size());
        panel.put("series", series);
        all.put("facets", List.of(panel));
        all.put("topic", "trade_offs");
        var display = map("title", scatter.title(), "subtitle", scatter.subtitle());
        display.put("x", scatter.x().label());
        display.put("y", scatter.y().label());
        display.put("y_scale", scatter.y().scale());
        display.put("x_scale", scatter.x().scale());
        all.put("display", display);
        all.put("caption", scatter.caption());
        return Json.pretty(all);
    }

    /** Text of {@code data/<name>.csv}. */
    public static String csv(Scatter scatter) {
        var text = new CsvText(List.of(
                scatter.groupLabel(),
                "design_point",
                scatter.x().column(),
                scatter.y().column(),
                "pareto"));
        for (int i = 0; i < scatter.dots().size(); i++) {
            Dot dot = scatter.dots().get(i);
            text.row(
                    scatter.groups().get(dot.group()),
                    dot.name(),
                    Decimal.of(dot.x()),
                    Decimal.of(dot.y()),
                    Boolean.toString(scatter.front().contains(i)));
        }
        return text.toString();
    }

    private static Map<String, Object> series(Scatter scatter, int index) {
        Dot dot = scatter.dots().get(index);
        var series = map("hue", scatter.groups().get(dot.group()), "style", dot.name());
        var point = map("x", dot.x(), "mean", dot.y());
        point.put("n", 1);
        point.put("min", dot.y());
        point.put("max", dot.y());
        point.put("std", null);
        point.put("pareto", scatter.front().contains(index));
        series.put("points", List.of(point));
        return series;
    }

    private static Map<String, Object> axis(Scatter.Quantity quantity) {
        return map("column", quantity.column(), "label", quantity.label());
    }

    private static Map<String, Object> map(String key, Object value, String other, Object another) {
        var map = new LinkedHashMap<String, Object>();
        map.put(key, value);
        map.put(other, another);
        return map;
    }
}
