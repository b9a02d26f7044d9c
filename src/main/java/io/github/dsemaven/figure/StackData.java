/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.artifact.CsvText;
import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.artifact.Json;
import io.github.dsemaven.csv.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data files beside stacked bars, in the layout of {@link FigureData}: a series for each part. */
public final class StackData {
    private StackData() {}

    /** Text of {@code data/<name>.json}. */
    public static String json(Stack stack) {
        var all = new LinkedHashMap<String, Object>();
        all.put("schema", "dse-stack/1");
        all.put("figure", stack.name());
        all.put("inputs", stack.inputs());
        all.put("kind", "stack");
        all.put("title", stack.title());
        all.put("x", Map.of("column", Columns.CONTEXT_WINDOW));
        all.put("y", Map.of("column", "gpu_mem_mb"));
        all.put("hue", dimension("part", stack.parts()));
        all.put("style", null);
        all.put(
                "facet",
                dimension(
                        Columns.MODEL_TAG,
                        stack.groups().stream().map(Stack.Group::key).toList()));
        all.put(
                "facets",
                stack.groups().stream().map(group -> panel(stack, group)).toList());
        all.put("topic", "memory");
        var display = new LinkedHashMap<String, Object>();
        display.put("title", stack.title());
        display.put("subtitle", stack.subtitle());
        display.put("x", "context window (tokens)");
        display.put("y", stack.yLabel());
        display.put("y_scale", stack.scale());
        display.put(
                "facet",
                labels("model", stack.groups().stream().map(Stack.Group::label).toList()));
        display.put("hue", labels("part", stack.parts()));
        all.put("display", display);
        all.put("caption", stack.caption());
        return Json.pretty(all);
    }

    /** Text of {@code data/<name>.csv}. */
    public static String csv(Stack stack) {
        var text = new CsvText(List.of(Columns.MODEL_TAG, "part", Columns.CONTEXT_WINDOW, "gpu_mem_mb"));
        for (Stack.Group group : stack.groups()) {
            for (int part = 0; part < stack.parts().size(); part++) {
                for (Stack.Bar bar : group.bars()) {
                    text.row(
                            group.key(),
                            stack.parts().get(part),
                            bar.key(),
                            Decimal.of(bar.values().get(part)));
                }
            }
        }
        return text.toString();
    }

    private static Map<String, Object> panel(Stack stack, Stack.Group group) {
        var series = new ArrayList<Map<String, Object>>();
        for (int part = 0; part < stack.parts().size(); part++) {
            var points = new ArrayList<Map<String, Object>>();
            for (Stack.Bar bar : group.bars()) {
                double value = bar.values().get(part);
                var point = new LinkedHashMap<String, Object>();
                point.put("x", Long.valueOf(bar.key()));
                point.put("mean", value);
                point.put("n", 1);
                point.put("min", value);
                point.put("max", value);
                point.put("std", null);
                points.add(point);
            }
            var line = new LinkedHashMap<String, Object>();
            line.put("hue", stack.parts().get(part));
            line.put("points", points);
            series.add(line);
        }
        var panel = new LinkedHashMap<String, Object>();
        panel.put("value", group.key());
        panel.put("rows", group.bars().size());
        panel.put("series", series);
        return panel;
    }

    private static Map<String, Object> dimension(String column, List<String> levels) {
        var dimension = new LinkedHashMap<String, Object>();
        dimension.put("column", column);
        dimension.put("levels", levels);
        return dimension;
    }

    private static Map<String, Object> labels(String label, List<String> levels) {
        var labels = new LinkedHashMap<String, Object>();
        labels.put("label", label);
        labels.put("levels", levels);
        return labels;
    }
}
