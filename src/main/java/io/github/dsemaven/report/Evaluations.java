/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads evaluations: from {@code <dataset>_ppl_details.json} all that is known, and from the bars of perplexity figures
 * the numbers that were measured elsewhere and came as a CSV file.
 */
final class Evaluations {
    private static final String DETAILS = "_ppl_details.json";
    private static final String FIGURE = "_ppl_vs_quant";

    private Evaluations() {}

    /** All evaluations, each once, those with details first in each data set. */
    static List<Evaluation> read(List<Path> details, List<ReportFigure> figures) {
        Map<String, Evaluation> byName = new LinkedHashMap<>();
        for (Path file : details) {
            String name = file.getFileName().toString();
            String dataset = name.substring(0, name.length() - DETAILS.length());
            for (JsonTree json : JsonTree.read(file).trees("evaluations")) {
                Evaluation evaluation = evaluation(dataset, json);
                byName.put(evaluation.name(), evaluation);
            }
        }
        for (ReportFigure figure : figures) {
            bars(figure.data()).forEach(bar -> byName.putIfAbsent(bar.name(), bar));
        }
        var all = new ArrayList<>(byName.values());
        all.sort(Comparator.comparing(Evaluation::dataset));
        return all;
    }

    private static Evaluation evaluation(String dataset, JsonTree json) {
        return new Evaluation(
                dataset,
                model(json),
                json.text("quantization").orElse(""),
                json.text("protocol").orElse(""),
                json.integer("max_length", 0),
                json.integer("stride", 0),
                json.text("device").orElse(""),
                json.number("ppl").orElse(Double.NaN),
                interval(json, "ppl_ci95"),
                json.number("nll_standard_error"),
                json.integer("scored_tokens", 0),
                json.number("bits_per_weight"),
                json.tree("difference").flatMap(Evaluations::difference),
                new Evaluation.Windows(json.numbers("window_nll")),
                json.flag("partial"));
    }

    private static String model(JsonTree json) {
        return json.text("hf_model")
                .filter(name -> !name.isEmpty())
                .or(() -> json.text("mlc_model"))
                .orElse("");
    }

    private static Optional<Evaluation.Difference> difference(JsonTree json) {
        OptionalDouble nll = json.number("nll");
        return nll.isPresent()
                ? Optional.of(new Evaluation.Difference(nll.getAsDouble(), interval(json, "nll_ci95")))
                : Optional.empty();
    }

    private static Optional<Evaluation.Interval> interval(JsonTree json, String key) {
        double[] ends = json.numbers(key);
        return ends.length == 2 ? Optional.of(new Evaluation.Interval(ends[0], ends[1])) : Optional.empty();
    }

    private static List<Evaluation> bars(FigureData figure) {
        if (!figure.name().endsWith(FIGURE)) {
            return List.of();
        }
        String dataset = figure.name().substring(0, figure.name().length() - FIGURE.length());
        return figure.points().stream()
                .map(point -> new Evaluation(
                        dataset,
                        point.where().isEmpty() ? "" : point.where().get(0),
                        point.x(),
                        "",
                        0,
                        0,
                        "",
                        point.value(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        0,
                        OptionalDouble.empty(),
                        Optional.empty(),
                        new Evaluation.Windows(),
                        false))
                .toList();
    }
}
