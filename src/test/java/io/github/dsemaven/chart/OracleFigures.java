/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.figure.Axis;
import io.github.dsemaven.figure.Dimension;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel;
import io.github.dsemaven.figure.Statistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Figures from the oracles of the reference data, with labels made here: the chart package's largest test input. */
final class OracleFigures {
    private static final Map<String, String> NAMES = Map.of(
            "context_window_size", "context window",
            "sliding_window_size", "sliding window",
            "attention_sink_size", "attention sink",
            "max_batch_size", "batch",
            "model_tag", "model",
            "quant", "quantization",
            "hf_model", "model");

    private OracleFigures() {}

    static List<Figure> all(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(OracleFigures::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Figure read(Path file) {
        try {
            return figure(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Figure figure(JsonObject json) {
        boolean bars = json.get("kind").getAsString().equals("bar");
        boolean banded = json.get("error_band").getAsString().startsWith("95");
        var panels = new ArrayList<Panel>();
        String facet = json.get("facet").isJsonNull()
                ? ""
                : json.getAsJsonObject("facet").get("column").getAsString();
        String hue = json.get("hue").isJsonNull()
                ? ""
                : json.getAsJsonObject("hue").get("column").getAsString();
        String style = json.get("style").isJsonNull()
                ? ""
                : json.getAsJsonObject("style").get("column").getAsString();
        String x = json.getAsJsonObject("x").get("column").getAsString();
        var xLevels = new java.util.TreeMap<Double, Level>();
        for (JsonElement f : json.getAsJsonArray("facets")) {
            panels.add(panel(f.getAsJsonObject(), facet, hue, style, x, banded, xLevels));
        }
        String y = json.getAsJsonObject("y").get("column").getAsString();
        String memoryLabel = y.contains("kvcache") ? "KV cache (GiB)" : "GPU memory (GiB)";
        Axis yAxis = y.startsWith("gpu_mem")
                ? new Axis(y, "", memoryLabel, "GiB", 1 / 1024.0, List.of(), true)
                : y.endsWith("tokens_per_s")
                        ? new Axis(
                                y,
                                "",
                                y.substring(0, y.indexOf('_')) + " throughput (tokens/s)",
                                "tokens/s",
                                1,
                                List.of(),
                                true)
                        : y.endsWith("_s")
                                ? new Axis(
                                        y,
                                        "",
                                        y.contains("ttft") ? "time to first token (s)" : "end-to-end latency (s)",
                                        "s",
                                        1,
                                        List.of(),
                                        true)
                                : new Axis(y, "", "perplexity", "", 1, List.of(), true);
        boolean tokens = x.endsWith("window_size") || x.endsWith("sink_size");
        Axis xAxis = new Axis(
                x, "", NAMES.get(x) + (tokens ? " (tokens)" : ""), "", 1, List.copyOf(xLevels.values()), false);
        return new Figure(
                json.get("figure").getAsString(),
                Figure.Topic.MEMORY,
                bars ? Figure.Kind.BAR : Figure.Kind.LINE,
                json.get("title").getAsString(),
                json.get("filter").getAsString().replaceAll("_", " "),
                new Figure.SourceWords("", "", ""),
                List.of(),
                xAxis,
                yAxis,
                dimension(json.get("hue")),
                dimension(json.get("style")),
                dimension(json.get("facet")),
                json.get("rows").getAsInt(),
                banded ? Figure.Band.RANGE : Figure.Band.NONE,
                panels,
                List.of(
                        "First row of each configuration; mean over prefill chunk 1K, 2K, 4K: n = 3 to 6 a point",
                        banded ? "Band: smallest to largest of the rows averaged" : "",
                        "q4f16_1 mixes num_runs 1 (cold) and 3 (prefix cached) at 4K and 8K"));
    }

    private static Optional<Dimension> dimension(JsonElement element) {
        if (element == null || element.isJsonNull()) {
            return Optional.empty();
        }
        JsonObject json = element.getAsJsonObject();
        String column = json.get("column").getAsString();
        var levels = new ArrayList<Level>();
        json.getAsJsonArray("levels").forEach(level -> levels.add(level(column, level)));
        boolean ordered = levels.stream().allMatch(level -> level.number().isPresent());
        return Optional.of(new Dimension(column, NAMES.get(column), levels, ordered));
    }

    private static Panel panel(
            JsonObject json, String facet, String hue, String style, String x, boolean banded, Map<Double, Level> xs) {
        var series = new ArrayList<Panel.Series>();
        var bars = new ArrayList<Panel.Bar>();
        if (json.has("series")) {
            for (JsonElement s : json.getAsJsonArray("series")) {
                JsonObject o = s.getAsJsonObject();
                var points = new ArrayList<Panel.Point>();
                for (JsonElement p : o.getAsJsonArray("points")) {
                    Level level = level(x, p.getAsJsonObject().get("x"));
                    xs.put(level.number().getAsDouble(), level);
                    points.add(new Panel.Point(level, statistics(p.getAsJsonObject(), "mean", banded)));
                }
                series.add(new Panel.Series(
                        level(hue, o.get("hue")),
                        o.has("style") && !o.get("style").isJsonNull()
                                ? Optional.of(level(style, o.get("style")))
                                : Optional.empty(),
                        points,
                        List.of()));
            }
        }
        if (json.has("bars")) {
            for (JsonElement b : json.getAsJsonArray("bars")) {
                JsonObject o = b.getAsJsonObject();
                bars.add(new Panel.Bar(
                        level("quant", o.get("label")),
                        statistics(o, "value", false),
                        o.get("text").getAsString()));
            }
        }
        var coincident = new ArrayList<List<Integer>>();
        if (json.has("coincident_groups")) {
            for (JsonElement g : json.getAsJsonArray("coincident_groups")) {
                var group = new ArrayList<Integer>();
                ((JsonArray) g).forEach(i -> group.add(i.getAsInt()));
                coincident.add(group);
            }
        }
        Optional<Level> level =
                json.get("value").isJsonNull() ? Optional.empty() : Optional.of(level(facet, json.get("value")));
        return new Panel(level, json.has("rows") ? json.get("rows").getAsInt() : 0, series, coincident, bars);
    }

    private static Statistics statistics(JsonObject json, String mean, boolean banded) {
        double min = json.get("min").getAsDouble();
        double max = json.get("max").getAsDouble();
        OptionalDouble std = json.get("std").isJsonNull()
                ? OptionalDouble.empty()
                : OptionalDouble.of(json.get("std").getAsDouble());
        boolean band = banded && max > min;
        return new Statistics(
                json.get(mean).getAsDouble(),
                json.get("n").getAsInt(),
                min,
                max,
                std,
                band ? OptionalDouble.of(min) : OptionalDouble.empty(),
                band ? OptionalDouble.of(max) : OptionalDouble.empty());
    }

    private static Level level(String column, JsonElement value) {
        if (value.getAsJsonPrimitive().isString()) {
            String text = value.getAsString();
            String label = text.replaceFirst("^Llama-3-8B-Instruct-", "").replaceFirst("-MLC$", "");
            return new Level(text, OptionalDouble.empty(), label, false);
        }
        double number = value.getAsDouble();
        boolean off = column.equals("sliding_window_size") && number <= 0;
        long whole = (long) number;
        String label = off ? "off" : whole >= 1024 && whole % 1024 == 0 ? whole / 1024 + "K" : Long.toString(whole);
        return new Level(Long.toString(whole), OptionalDouble.of(number), label, off);
    }
}
