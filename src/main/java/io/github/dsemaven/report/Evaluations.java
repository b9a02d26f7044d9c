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
                Evaluation evaluation = evaluation(dataset, json, "");
                Evaluation other = byName.putIfAbsent(evaluation.name(), evaluation);
                if (other != null) {
                    Evaluation variant = evaluation(dataset, json, variant(json));
                    byName.put(variant.name(), variant);
                }
            }
        }
        List<Evaluation> detailed = List.copyOf(byName.values());
        List<Evaluation> bars = figures.stream()
                .filter(figure -> figure.name().endsWith(FIGURE))
                .flatMap(figure -> bars(figure.data()).stream())
                .filter(bar -> detailed.stream().noneMatch(known -> same(known, bar)))
                .toList();
        for (Evaluation bar : bars) {
            Evaluation named = byName.containsKey(bar.name()) ? bar.named(elsewhere(bar)) : bar;
            byName.putIfAbsent(named.name(), rise(named, bars).map(named::with).orElse(named));
        }
        var all = new ArrayList<>(byName.values());
        all.sort(Comparator.comparing(Evaluation::dataset));
        return all;
    }

    /** What tells evaluations of one model, text and quantization apart. */
    private static String variant(JsonTree json) {
        return String.join(
                ", ",
                json.text("protocol").orElse(""),
                json.integer("max_length", 0) + "/" + json.integer("stride", 0),
                json.text("split").orElse(""),
                device(json));
    }

    private static String device(JsonTree json) {
        String device =
                (json.text("device").orElse("") + " " + json.text("dtype").orElse("")).strip();
        return json.flag("low_memory") ? device + ", low memory" : device;
    }

    private static Evaluation evaluation(String dataset, JsonTree json, String variant) {
        return new Evaluation(
                dataset,
                model(json),
                json.text("quantization").orElse(""),
                variant,
                json.text("protocol").orElse(""),
                json.integer("max_length", 0),
                json.integer("stride", 0),
                json.text("split").orElse(""),
                device(json),
                json.number("ppl").orElse(Double.NaN),
                interval(json, "exact_ppl_interval_95"),
                json.tree("nll").map(nll -> nll.number("standard_error")).orElse(OptionalDouble.empty()),
                json.integer("scored_tokens", 0),
                json.number("bits_per_weight"),
                json.tree("paired_difference").flatMap(Evaluations::difference),
                windows(json),
                json.flag("partial"));
    }

    private static String model(JsonTree json) {
        return json.text("hf_model")
                .filter(name -> !name.isEmpty())
                .or(() -> json.text("mlc_model"))
                .orElse("");
    }

    private static Optional<Evaluation.Difference> difference(JsonTree json) {
        OptionalDouble nll = json.number("nll_mean");
        return nll.isPresent()
                ? Optional.of(new Evaluation.Difference(nll.getAsDouble(), interval(json, "nll_interval_95")))
                : Optional.empty();
    }

    private static Evaluation.Windows windows(JsonTree json) {
        return new Evaluation.Windows(json.trees("windows").stream()
                .mapToDouble(window -> window.number("nll").orElse(0) / Math.max(1, window.integer("scored", 1)))
                .toArray());
    }

    private static Optional<Evaluation.Interval> interval(JsonTree json, String key) {
        double[] ends = json.numbers(key);
        return ends.length == 2 ? Optional.of(new Evaluation.Interval(ends[0], ends[1])) : Optional.empty();
    }

    private static List<Evaluation> bars(FigureData figure) {
        String dataset = figure.name().substring(0, figure.name().length() - FIGURE.length());
        return figure.points().stream().map(point -> bar(dataset, point)).toList();
    }

    private static Evaluation bar(String dataset, FigureData.Point bar) {
        Map<String, String> facts = bar.facts();
        String scheme = facts.getOrDefault(FigureData.QUANTIZATION, bar.x());
        String more =
                bar.x().substring(Math.min(scheme.length(), bar.x().length())).strip();
        return new Evaluation(
                dataset,
                bar.where().isEmpty() ? "" : bar.where().get(0),
                scheme,
                more.matches("\\(.*\\)") ? more.substring(1, more.length() - 1) : more,
                facts.getOrDefault("protocol", ""),
                whole(facts, "max_length"),
                whole(facts, "stride"),
                facts.getOrDefault("split", ""),
                facts.getOrDefault("device", ""),
                bar.value(),
                Optional.empty(),
                OptionalDouble.empty(),
                0,
                OptionalDouble.empty(),
                Optional.empty(),
                new Evaluation.Windows(),
                false);
    }

    /** 0 where it is not known; a window is a whole number of tokens. */
    private static long whole(Map<String, String> facts, String key) {
        String text = facts.getOrDefault(key, "");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Whether a bar shows what the details tell of: the figure is drawn from the CSV file beside them. */
    private static boolean same(Evaluation known, Evaluation bar) {
        return known.dataset().equals(bar.dataset())
                && known.model().equals(bar.model())
                && known.quantization().equals(bar.quantization())
                && (bar.protocol().isEmpty() || known.protocol().equals(bar.protocol()))
                && (bar.maxLength() == 0 || known.maxLength() == bar.maxLength())
                && (bar.stride() == 0 || known.stride() == bar.stride())
                && (known.perplexity() == bar.perplexity() || Double.isNaN(known.perplexity()));
    }

    /** A name for what was measured elsewhere and is called as what this plugin evaluated. */
    private static String elsewhere(Evaluation bar) {
        return bar.variant().isEmpty() ? "measured elsewhere" : bar.variant() + ", measured elsewhere";
    }

    /** Over the unquantized model under the same conditions, on the same device if there is one of it. */
    private static Optional<Evaluation.Difference> rise(Evaluation bar, List<Evaluation> bars) {
        return bars.stream()
                .filter(other -> !bar.unquantized() && other.unquantized() && other.comparable(bar))
                .min(Comparator.comparing(other -> !other.device().equals(bar.device())))
                .map(other -> new Evaluation.Difference(
                        StrictMath.log(bar.perplexity() / other.perplexity()), Optional.empty()));
    }
}
