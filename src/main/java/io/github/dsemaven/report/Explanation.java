/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.csv.Conditions;
import io.github.dsemaven.report.TracedFile.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which rows of which files made which point of a figure. Found by selecting again from the CSV files, with the figure's own
 * filter and dimensions; a point whose rows do not average to what was drawn is said to be unexplained.
 */
public final class Explanation {
    private static final List<String> KEY = List.of(
            "model",
            "device",
            "context_window_size",
            "prefill_chunk_size",
            "max_batch_size",
            "sliding_window_size",
            "attention_sink_size",
            "num_runs",
            "max_tokens");
    private static final Pattern CONDITION = Pattern.compile("([A-Za-z_0-9]+)\\s*(==|!=|<=|>=|<|>)\\s*(.*)");
    private static final double SAME = 1e-9;

    /** Stands behind the level of a line where lines are told apart by their number of runs. */
    private static final String RUNS_OF_LINE = ", num_runs=";

    private final JsonTree json;
    private final FigureData figure;
    private final String repeats;
    private final String runs;
    private final boolean byRuns;

    /**
     * @param dataFile the figure's {@code data/<name>.json}
     * @param parameters of the run that drew it
     */
    public Explanation(Path dataFile, Map<String, String> parameters) {
        String name = dataFile.getFileName().toString();
        json = JsonTree.read(dataFile);
        figure = FigureData.of(json, name.substring(0, name.length() - ".json".length()));
        repeats = parameters.getOrDefault("repeats", "first");
        runs = parameters.getOrDefault("runs", "all");
        byRuns = figure.points().stream()
                .flatMap(point -> point.where().stream())
                .anyMatch(level -> level.contains(RUNS_OF_LINE));
    }

    /**
     * A point and its rows.
     *
     * @param point what was drawn
     * @param rows what it is the mean of
     * @param explained whether it is
     */
    public record Traced(FigureData.Point point, List<Place> rows, boolean explained) {
        /** Lines by file: {@code a.csv:2,14,26}. */
        String places() {
            Map<String, List<String>> lines = new LinkedHashMap<>();
            rows.forEach(row ->
                    lines.computeIfAbsent(row.file(), file -> new ArrayList<>()).add(Long.toString(row.line())));
            return lines.entrySet().stream()
                    .map(file -> file.getKey() + ":" + String.join(",", file.getValue()))
                    .collect(Collectors.joining(" "));
        }
    }

    /** A line of a file. */
    public record Place(String file, long line) {}

    /** Every point in the order of the figure. */
    public List<Traced> trace(List<Path> inputs) {
        if (json.text("kind").filter("bar"::equals).isPresent()) {
            return figure.points().stream().map(bar -> bar(bar, inputs)).toList();
        }
        List<Row> rows = inputs.stream()
                .map(TracedFile::read)
                .flatMap(file -> file.rows().stream())
                .toList();
        Map<List<String>, List<Measured>> spots = measurements(rows);
        var traced = new ArrayList<Traced>();
        for (FigureData.Point point : figure.points()) {
            var spot = new ArrayList<>(
                    point.where().stream().map(TracedFile::normal).toList());
            spot.add(TracedFile.normal(point.x()));
            List<Measured> made = spots.getOrDefault(spot, List.of());
            traced.add(traced(point, made));
        }
        return traced;
    }

    private static Traced traced(FigureData.Point point, List<Measured> made) {
        double mean = made.stream().mapToDouble(Measured::value).average().orElse(Double.NaN);
        boolean explained = Math.abs(mean - point.value()) <= SAME * Math.max(1e-300, Math.abs(point.value()));
        List<Place> places = made.stream().flatMap(one -> one.places().stream()).toList();
        return new Traced(point, places, explained);
    }

    /** Lines for a reader. */
    public List<String> words(List<Traced> traced) {
        var lines = new ArrayList<String>();
        String columns =
                String.join(" | ", figure.columns()) + (figure.columns().isEmpty() ? "" : " | ") + figure.x();
        lines.add(figure.name() + ": " + figure.heading());
        lines.add("filter " + json.text("filter").orElse("none") + "; repeats " + repeats + "; runs " + runs);
        lines.add(columns + ": " + json.tree("y").flatMap(y -> y.text("column")).orElse("value") + " = mean of rows");
        for (Traced point : traced) {
            String value = Digits.brief(point.point().value()) + " (n = "
                    + point.point().n() + ") ";
            lines.add("  " + point.point().identity() + ": " + value
                    + (point.explained()
                            ? point.places()
                            : "is not the mean of rows found in the files as they are now " + point.places()));
        }
        return lines;
    }

    /** Whether the figure joins quantities of several files, a dot a configuration. */
    boolean scatter() {
        return figure.scatter();
    }

    /** Lines for a reader of a scatter, whose dots name their configuration themselves. */
    List<String> joined() {
        var lines = new ArrayList<String>();
        lines.add(figure.name() + ": " + figure.title());
        lines.add("each dot joins the files below by model and configuration; the first row of a configuration counts");
        figure.points()
                .forEach(point -> lines.add("  " + point.identity() + ": " + figure.x() + " " + point.x() + ", "
                        + figure.y() + " " + Digits.brief(point.value() * figure.scale())));
        return lines;
    }

    private record Measured(double value, List<Place> places) {}

    private Map<List<String>, List<Measured>> measurements(List<Row> rows) {
        String y = json.tree("y").flatMap(axis -> axis.text("column")).orElse("");
        boolean metrics = rows.stream().anyMatch(row -> row.cells().containsKey("metric_name"));
        String column = metrics ? "metric_value" : y;
        Map<List<String>, List<Row>> configurations = new LinkedHashMap<>();
        for (Row row : rows) {
            if ((!metrics || row.value("metric_name").equals(y)) && selected(row)) {
                var key = new ArrayList<>(List.of(TracedFile.tag(row.file())));
                KEY.forEach(name -> key.add(row.value(name)));
                configurations.computeIfAbsent(key, any -> new ArrayList<>()).add(row);
            }
        }
        Map<List<String>, List<Measured>> spots = new LinkedHashMap<>();
        for (List<Row> repeated : configurations.values()) {
            List<Row> counted = repeats.equals("first") ? repeated.subList(0, 1) : repeated;
            List<Row> filled =
                    counted.stream().filter(row -> !row.value(column).isEmpty()).toList();
            if (!filled.isEmpty()) {
                spots.computeIfAbsent(spot(repeated.get(0)), any -> new ArrayList<>())
                        .add(new Measured(collapse(filled, column), places(filled)));
            }
        }
        return spots;
    }

    private List<String> spot(Row row) {
        var spot = new ArrayList<String>();
        for (String dimension : List.of("facet", "hue", "style", "x")) {
            String runs = dimension.equals("hue") && byRuns ? RUNS_OF_LINE + row.value("num_runs") : "";
            json.tree(dimension)
                    .flatMap(tree -> tree.text("column"))
                    .ifPresent(column -> spot.add(cell(row, column) + runs));
        }
        return spot;
    }

    private static String cell(Row row, String column) {
        return column.equals("model_tag") ? TracedFile.tag(row.file()) : row.value(column);
    }

    private double collapse(List<Row> rows, String column) {
        double[] values = rows.stream()
                .mapToDouble(row -> Double.parseDouble(row.value(column)))
                .sorted()
                .toArray();
        int half = values.length / 2;
        return switch (repeats) {
            case "median" -> values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
            default -> Arrays.stream(values).average().orElse(Double.NaN);
        };
    }

    private boolean selected(Row row) {
        boolean counted = !runs.matches("\\d+") || row.value("num_runs").equals(runs);
        String filter = json.text("filter").orElse("none");
        return counted
                && (filter.equals("none")
                        || Arrays.stream(filter.split("&")).allMatch(condition -> holds(condition.strip(), row)));
    }

    private static boolean holds(String condition, Row row) {
        Matcher parts = CONDITION.matcher(condition);
        if (!parts.matches()) {
            return true;
        }
        String cell = cell(row, parts.group(1));
        String value = TracedFile.normal(parts.group(3).strip());
        int order;
        try {
            order = Double.compare(Double.parseDouble(cell), Double.parseDouble(value));
        } catch (NumberFormatException e) {
            order = cell.compareTo(value);
        }
        return switch (parts.group(2)) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            default -> order > 0;
        };
    }

    /** The rows of its file that have its model, its quantization and its conditions. */
    private static Traced bar(FigureData.Point bar, List<Path> inputs) {
        String file = bar.facts().getOrDefault(FigureData.FILE, "");
        String scheme = bar.facts().getOrDefault(FigureData.QUANTIZATION, bar.x());
        String model = bar.where().isEmpty() ? "" : bar.where().get(0);
        var conditions = new Conditions(bar.facts());
        List<Measured> made = inputs.stream()
                .filter(input -> input.endsWith(Path.of(file)))
                .flatMap(input -> TracedFile.read(input).rows().stream())
                .filter(row -> !row.value("ppl").isEmpty())
                .filter(row -> row.value("hf_model").equals(model)
                        && scheme(row).equals(scheme)
                        && conditions(row).equals(conditions))
                .map(row -> new Measured(Double.parseDouble(row.value("ppl")), places(List.of(row))))
                .toList();
        return traced(bar, made);
    }

    /** How the perplexity of a row was measured. */
    static Conditions conditions(Row row) {
        return new Conditions(row.cells());
    }

    /** The column where there is one, else what the flags say, as the Python scripts read them. */
    static String scheme(Row row) {
        String named = row.value("quantization");
        if (!named.isEmpty()) {
            return named;
        }
        if (flag(row, "fake_q3bit")) {
            return "fake_q3";
        }
        if (flag(row, "load_in_4bit")) {
            return "4bit";
        }
        return flag(row, "load_in_8bit") ? "8bit" : "fp16";
    }

    private static boolean flag(Row row, String column) {
        String cell = row.value(column);
        return cell.equalsIgnoreCase("true") || cell.equals("1");
    }

    private static List<Place> places(List<Row> rows) {
        return rows.stream().map(row -> new Place(row.file(), row.line())).toList();
    }
}
