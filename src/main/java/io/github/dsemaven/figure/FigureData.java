/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.artifact.CsvText;
import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.artifact.Json;
import io.github.dsemaven.artifact.Utf8Writer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The data files beside a figure. The JSON has the keys of schema {@code dse-oracle/1} with values in the columns' own units
 * and the scripts' words; what a reader sees (labels, units, band, caption) follows under keys of its own.
 */
public final class FigureData {
    private FigureData() {}

    /** Text of {@code data/<name>.json}. */
    public static String json(Figure figure) {
        return Json.pretty(all(figure));
    }

    /** Writes {@code data/<name>.json}, of whose text there may be megabytes. */
    public static void json(Figure figure, OutputStream out) throws IOException {
        Json.pretty(all(figure), out);
    }

    private static Map<String, Object> all(Figure figure) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schema", "dse-oracle/1");
        all.put("figure", figure.name());
        all.put("inputs", figure.inputs());
        all.put("kind", word(figure.kind()));
        all.put("title", figure.source().title());
        all.put("filter", figure.source().filter());
        all.put("x", axis(figure.x()));
        all.put("y", axis(figure.y()));
        all.put("hue", figure.hue().map(hue -> hue(figure, hue)));
        all.put("style", figure.style().map(FigureData::dimension));
        all.put("facet", figure.facet().map(FigureData::dimension));
        all.put("rows", figure.rows());
        all.put("facets", figure.panels().stream().map(panel -> panel(figure, panel)));
        all.put("topic", word(figure.topic()));
        all.put("band", word(figure.band()));
        all.put("display", display(figure));
        all.put("caption", figure.caption());
        return all;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> axis(Axis axis) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("column", axis.column());
        all.put("label", axis.sourceLabel());
        return all;
    }

    private static Map<String, Object> dimension(Dimension dimension) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("column", dimension.column());
        all.put("levels", dimension.levels().stream().map(FigureData::value).toList());
        return all;
    }

    private static Map<String, Object> hue(Figure figure, Dimension hue) {
        Map<String, Object> all = dimension(hue);
        String title = figure.source().legendTitle();
        all.put("legend_title", title.isEmpty() ? Optional.empty() : title);
        return all;
    }

    private static Object value(Level level) {
        return level.number().isPresent() ? (Object) level.number() : level.text();
    }

    private static Map<String, Object> panel(Figure figure, Panel panel) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("value", panel.level().map(FigureData::value));
        all.put("title", panel.level().map(level -> figure.facet().orElseThrow().column() + " = " + level.text()));
        all.put("rows", panel.rows());
        if (figure.kind() == Figure.Kind.BAR) {
            all.put("bars", panel.bars().stream().map(FigureData::bar));
        } else {
            all.put("series", panel.series().stream().map(FigureData::series));
            all.put("coincident_groups", panel.coincident());
        }
        return all;
    }

    private static Map<String, Object> series(Panel.Series series) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("hue", value(series.hue()));
        series.style().ifPresent(style -> all.put("style", value(style)));
        all.put("points", series.points().stream().map(FigureData::point));
        if (!series.missing().isEmpty()) {
            all.put("missing", series.missing().stream().map(FigureData::value).toList());
        }
        return all;
    }

    private static Map<String, Object> point(Panel.Point point) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("x", value(point.x()));
        all.put("mean", point.y().mean());
        statistics(all, point.y());
        point.y().low().ifPresent(low -> all.put("low", low));
        point.y().high().ifPresent(high -> all.put("high", high));
        return all;
    }

    private static Map<String, Object> bar(Panel.Bar bar) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("label", bar.category().text());
        all.put("value", bar.value().mean());
        statistics(all, bar.value());
        all.put("text", bar.text());
        if (!bar.facts().isEmpty()) {
            all.put("measured", bar.facts());
        }
        return all;
    }

    private static void statistics(Map<String, Object> all, Statistics statistics) {
        all.put("n", statistics.n());
        all.put("min", statistics.min());
        all.put("max", statistics.max());
        all.put("std", statistics.std());
    }

    private static Map<String, Object> display(Figure figure) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", figure.title());
        all.put("subtitle", figure.subtitle());
        all.put("x", figure.x().label());
        all.put("y", figure.y().label());
        all.put("y_unit", figure.y().unit());
        all.put("y_scale", figure.y().scale());
        figure.hue().ifPresent(hue -> all.put("hue", labels(hue)));
        figure.style().ifPresent(style -> all.put("style", labels(style)));
        figure.facet().ifPresent(facet -> all.put("facet", labels(facet)));
        return all;
    }

    private static Map<String, Object> labels(Dimension dimension) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("label", dimension.label());
        all.put("levels", dimension.levels().stream().map(Level::label).toList());
        return all;
    }

    /** Text of {@code data/<name>.csv}: a row for each point or bar, in the columns' own units. */
    public static String csv(Figure figure) {
        var text = new StringBuilder();
        csv(figure, text);
        return text.toString();
    }

    /** Writes {@code data/<name>.csv}. */
    public static void csv(Figure figure, OutputStream out) throws IOException {
        var text = new Utf8Writer(out);
        csv(figure, text);
        text.flush();
    }

    private static void csv(Figure figure, Appendable out) {
        var header = new ArrayList<String>();
        figure.facet().ifPresent(facet -> header.add(facet.column()));
        figure.hue().filter(hue -> figure.kind() == Figure.Kind.LINE).ifPresent(hue -> header.add(hue.column()));
        figure.style().ifPresent(style -> header.add(style.column()));
        header.add(figure.x().column());
        header.addAll(List.of(figure.y().column(), "n", "min", "max", "std", "low", "high"));
        var text = new CsvText(header, out);
        for (Panel panel : figure.panels()) {
            for (Panel.Series series : panel.series()) {
                for (Panel.Point point : series.points()) {
                    var cells = new ArrayList<String>();
                    panel.level().ifPresent(level -> cells.add(level.text()));
                    cells.add(series.hue().text());
                    series.style().ifPresent(level -> cells.add(level.text()));
                    cells.add(point.x().text());
                    text.row(cells(cells, point.y()));
                }
            }
            for (Panel.Bar bar : panel.bars()) {
                var cells = new ArrayList<String>();
                panel.level().ifPresent(level -> cells.add(level.text()));
                cells.add(bar.category().text());
                text.row(cells(cells, bar.value()));
            }
        }
    }

    private static List<String> cells(List<String> cells, Statistics y) {
        cells.add(Decimal.of(y.mean()));
        cells.add(Integer.toString(y.n()));
        cells.add(Decimal.of(y.min()));
        cells.add(Decimal.of(y.max()));
        cells.add(text(y.std()));
        cells.add(text(y.low()));
        cells.add(text(y.high()));
        return cells;
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Decimal.of(value.getAsDouble()) : "";
    }
}
