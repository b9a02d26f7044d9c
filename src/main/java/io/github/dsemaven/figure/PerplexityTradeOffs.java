/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.artifact.FileName;
import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Conditions;
import io.github.dsemaven.csv.Configuration;
import io.github.dsemaven.csv.Table;
import io.github.dsemaven.figure.Scatter.Dot;
import io.github.dsemaven.figure.Scatter.Quantity;
import io.github.dsemaven.figure.TradeOffFigures.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Perplexity on one data set against what it costs. A lower one is better. */
final class PerplexityTradeOffs {
    private static final Quantity BITS = new Quantity("bits_per_weight", "bits per weight", "bits", 1, false);

    private final String dataset;
    private final List<Score> scores;
    private final ModelNames names;

    PerplexityTradeOffs(String dataset, List<Score> scores, ModelNames names) {
        this.dataset = dataset;
        this.scores = List.copyOf(scores);
        this.names = names;
    }

    /**
     * Against a quantity of sweeps, where at least two of the perplexities can be joined with one.
     *
     * @param stem end of the figure's name
     * @param word end of its title
     */
    Optional<Scatter> against(Quantity x, List<Table> tables, String stem, String word) {
        Map<String, Map<Configuration, Double>> measured = TradeOffFigures.measured(tables, x.column());
        var dots = new ArrayList<Dot>();
        var groups = new ArrayList<String>();
        var inputs = new ArrayList<String>();
        for (Score score : scores) {
            Optional<String> tag = measured.keySet().stream()
                    .filter(candidate -> joins(score, candidate))
                    .findFirst();
            Optional<Map.Entry<Configuration, Double>> point = tag.flatMap(found -> simplest(measured.get(found)));
            if (point.isPresent()) {
                String group = names.labels().getOrDefault(tag.get(), tag.get());
                groups.add(group);
                String what = group + " (" + score.scheme() + " on " + dataset + told(score) + ")";
                dots.add(new Dot(groups.size() - 1, point.get().getValue(), score.perplexity(), what, group));
                inputs.add(score.source());
            }
        }
        if (dots.size() < 2) {
            return Optional.empty();
        }
        tables.forEach(table -> inputs.add(table.file().fileName()));
        return Optional.of(figure(
                "tradeoff_" + FileName.of(dataset) + "_ppl_vs_" + stem,
                "Perplexity against " + word,
                dataset + "; batch 1, no sliding window, no attention sink, smallest context window",
                inputs,
                x,
                groups,
                dots));
    }

    /** Against bits per weight: a figure for each model, for a model with more weights is not one of another scheme. */
    List<Scatter> againstBits() {
        Map<String, List<Score>> byModel = new LinkedHashMap<>();
        for (Score score : scores) {
            if (score.bits().isPresent()) {
                byModel.computeIfAbsent(score.model(), model -> new ArrayList<>())
                        .add(score);
            }
        }
        List<Scatter> figures = new ArrayList<>();
        Map<String, String> names = FileName.distinct(byModel.keySet());
        byModel.forEach((model, some) -> {
            if (some.size() > 1) {
                String stem = FileName.of(dataset) + (byModel.size() == 1 ? "" : "_" + names.get(model));
                figures.add(againstBits("tradeoff_" + stem + "_ppl_vs_bits", model, some));
            }
        });
        return figures;
    }

    private Scatter againstBits(String name, String model, List<Score> some) {
        var dots = new ArrayList<Dot>();
        var groups = new ArrayList<String>();
        var inputs = new ArrayList<String>();
        for (Score score : some) {
            groups.add(score.scheme());
            String what = model + ", " + score.scheme() + told(score);
            dots.add(new Dot(groups.size() - 1, score.bits().orElseThrow(), score.perplexity(), what, score.scheme()));
            inputs.add(score.source());
        }
        return figure(name, "Perplexity against bits per weight", model + " on " + dataset, inputs, BITS, groups, dots);
    }

    /** What tells a number from others of the same model and scheme. */
    private String told(Score score) {
        Set<String> differing = Conditions.differences(scores.stream()
                        .filter(other -> other.model().equals(score.model())
                                && other.tag().equals(score.tag())
                                && other.scheme().equals(score.scheme()))
                        .map(Score::conditions)
                        .toList())
                .keySet();
        return differing.isEmpty() ? "" : ", " + score.conditions().words(differing);
    }

    private Scatter figure(
            String name,
            String title,
            String subtitle,
            List<String> inputs,
            Quantity x,
            List<String> groups,
            List<Dot> dots) {
        Quantity perplexity = new Quantity(Columns.PERPLEXITY, "perplexity", "", 1, false);
        return new Scatter(
                name,
                title,
                subtitle,
                inputs.stream().distinct().toList(),
                x,
                perplexity,
                "quantization",
                groups,
                labelledOnce(dots),
                ParetoFront.of(dots, x, perplexity),
                caption());
    }

    private List<String> caption() {
        var caption = new ArrayList<>(List.of(
                "Each dot is one quantization; a lower perplexity is better.",
                "The dashed line is the Pareto front: nothing is better in both than what is on it."));
        String differing = Conditions.differencesInWords(
                scores.stream().map(Score::conditions).toList());
        if (!differing.isEmpty()) {
            caption.add(
                    "Measured with different " + differing + "; only dots that agree in all of them can be compared.");
        }
        return caption;
    }

    /** Where dots lie upon each other, the first bears the labels of all. */
    private static List<Dot> labelledOnce(List<Dot> dots) {
        Map<List<Double>, List<String>> labels = new LinkedHashMap<>();
        for (Dot dot : dots) {
            labels.computeIfAbsent(List.of(dot.x(), dot.y()), place -> new ArrayList<>())
                    .add(dot.label());
        }
        List<Dot> labelled = new ArrayList<>();
        for (Dot dot : dots) {
            List<String> all = labels.put(List.of(dot.x(), dot.y()), List.of());
            labelled.add(new Dot(dot.group(), dot.x(), dot.y(), dot.name(), String.join(", ", all)));
        }
        return labelled;
    }

    private static Optional<Map.Entry<Configuration, Double>> simplest(Map<Configuration, Double> values) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().maxBatch() == 1
                        && entry.getKey().slidingWindow() <= 0
                        && entry.getKey().attentionSink() == 0)
                .min(Comparator.comparingLong((Map.Entry<Configuration, Double> entry) ->
                                entry.getKey().contextWindow())
                        .thenComparingLong(entry -> entry.getKey().prefillChunk())
                        .thenComparingLong(entry -> -entry.getKey().numRuns()));
    }

    /** By the MLC model that the evaluation names; else by scheme and the model's name without its maker. */
    private static boolean joins(Score score, String tag) {
        if (!score.tag().isEmpty()) {
            return score.tag().equals(tag);
        }
        String scheme = score.scheme().equals("fp16") ? "q0f16" : score.scheme();
        String model = score.model().substring(score.model().lastIndexOf('/') + 1);
        String plain = model.toLowerCase(Locale.ROOT).replaceAll("^meta-", "");
        return !plain.isEmpty()
                && tag.toLowerCase(Locale.ROOT).startsWith(plain)
                && List.of(tag.split("-")).contains(scheme);
    }
}
