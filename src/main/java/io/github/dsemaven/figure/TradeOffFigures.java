/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Conditions;
import io.github.dsemaven.csv.Configuration;
import io.github.dsemaven.csv.Table;
import io.github.dsemaven.designspace.Measurements;
import io.github.dsemaven.designspace.Repeats;
import io.github.dsemaven.designspace.Space;
import io.github.dsemaven.designspace.Sweep;
import io.github.dsemaven.figure.Scatter.Dot;
import io.github.dsemaven.figure.Scatter.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** The figures of one quantity against another, from files that the scripts drew one by one. */
public final class TradeOffFigures {
    private static final Quantity MEMORY =
            new Quantity(Columns.TOTAL_MEMORY, "total GPU memory (GiB)", "GiB", 1 / 1024.0, false);
    private static final Quantity PREFILL =
            new Quantity(Columns.PREFILL_THROUGHPUT, "prefill throughput (tokens/s)", "tokens/s", 1, true);
    private static final Quantity DECODE =
            new Quantity(Columns.DECODE_THROUGHPUT, "decode throughput (tokens/s)", "tokens/s", 1, true);
    private static final int MOST_NAMED = 5;

    /** Of the axes' lengths: a number of one digit beside a marker takes a little less. */
    private static final double NEAREST_NAMED = 0.04;

    private static final String CONFLICTS = "Where a configuration was measured more than once the first counts.";

    private final List<Table> results;
    private final List<Table> metrics;
    private final ModelNames names;

    /**
     * A perplexity that can be joined with a sweep.
     *
     * @param dataset the data set
     * @param tag the sweep's model tag where the evaluation names the MLC model; may be empty
     * @param model Hugging Face name
     * @param scheme quantization
     * @param perplexity the number
     * @param bits bits per weight, where known
     * @param conditions how it was measured
     * @param source name of the file it is from
     */
    public record Score(
            String dataset,
            String tag,
            String model,
            String scheme,
            double perplexity,
            OptionalDouble bits,
            Conditions conditions,
            String source) {}

    /**
     * @param results tables of results files
     * @param metrics tables of metrics files
     */
    public TradeOffFigures(List<Table> results, List<Table> metrics, Map<String, String> models) {
        this.results = results;
        this.metrics = metrics;
        var tags = new TreeSet<String>();
        results.forEach(table -> tags.add(table.tag()));
        metrics.forEach(table -> tags.add(table.tag()));
        names = ModelNames.of(List.copyOf(tags), models);
    }

    /** Every figure that the files allow. */
    public List<Scatter> of(List<Score> scores) {
        var figures = new ArrayList<Scatter>();
        speed("tradeoff_prefill_vs_memory", "Prefill throughput against memory", PREFILL)
                .ifPresent(figures::add);
        speed("tradeoff_decode_vs_memory", "Decode throughput against memory", DECODE)
                .ifPresent(figures::add);
        Map<String, List<Score>> byDataset = new LinkedHashMap<>();
        scores.forEach(score -> byDataset
                .computeIfAbsent(score.dataset(), dataset -> new ArrayList<>())
                .add(score));
        byDataset.forEach((dataset, some) -> {
            var quality = new PerplexityTradeOffs(dataset, some, names);
            quality.against(MEMORY, results, "memory", "memory").ifPresent(figures::add);
            quality.against(DECODE, metrics, "decode", "decode throughput").ifPresent(figures::add);
            figures.addAll(quality.againstBits());
        });
        return List.copyOf(figures);
    }

    private Optional<Scatter> speed(String name, String title, Quantity speed) {
        Map<String, Map<Configuration, Double>> memory = measured(results, Columns.TOTAL_MEMORY);
        var groups = new ArrayList<String>();
        var dots = new ArrayList<Dot>();
        measured(metrics, speed.column()).forEach((tag, values) -> {
            Map<Configuration, Double> used = memory.getOrDefault(tag, Map.of());
            String group = names.labels().getOrDefault(tag, tag);
            values.forEach((configuration, value) -> {
                Double megabytes = used.get(configuration);
                if (megabytes != null) {
                    if (!groups.contains(group)) {
                        groups.add(group);
                    }
                    String what = group + ", " + words(configuration);
                    dots.add(new Dot(groups.indexOf(group), megabytes, value, what, ""));
                }
            });
        });
        if (dots.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> front = ParetoFront.of(dots, MEMORY, speed);
        List<Integer> best = some(front, dots);
        var runs = new TreeSet<Long>();
        metrics.forEach(table -> table.configurations().forEach(configuration -> runs.add(configuration.numRuns())));
        String mix = runs.size() > 1
                ? "Beware: measured with num_runs " + Labels.values(runs)
                        + ", which differ in what the engine had cached."
                : "";
        return Optional.of(new Scatter(
                name,
                title,
                "the whole design space",
                inputs(results, metrics),
                MEMORY,
                speed,
                "model",
                groups,
                numbered(dots, best),
                front,
                sentences(
                        "Each dot is one configuration (" + dots.size() + ").",
                        "The dashed line is the Pareto front: no configuration is both faster and smaller than those on it.",
                        "Of those: " + named(dots, best, speed) + ".",
                        CONFLICTS,
                        mix)));
    }

    private static List<String> sentences(String... sentences) {
        return Arrays.stream(sentences).filter(sentence -> !sentence.isEmpty()).toList();
    }

    /** First measurement of each configuration by tag. */
    static Map<String, Map<Configuration, Double>> measured(List<Table> tables, String column) {
        Map<String, Map<Configuration, Double>> measured = new LinkedHashMap<>();
        var space = Space.of(tables);
        for (Sweep sweep : space.sweeps(column, Repeats.FIRST)) {
            Map<Configuration, Double> values = new LinkedHashMap<>();
            Measurements rows = sweep.measurements();
            for (int i = 0; i < rows.size(); i++) {
                values.put(space.configuration(rows.configuration(i)), rows.value(i));
            }
            if (!values.isEmpty()) {
                measured.put(sweep.tag(), values);
            }
        }
        return measured;
    }

    /** At most five of the front, its ends first, and none so near to another that their numbers would get in each other's way. */
    private static List<Integer> some(List<Integer> front, List<Dot> dots) {
        double widest = dots.stream().mapToDouble(Dot::x).max().orElse(1);
        double highest = dots.stream().mapToDouble(Dot::y).max().orElse(1);
        var order = new LinkedHashSet<Integer>(List.of(0, front.size() - 1));
        for (int i = 1; i < MOST_NAMED - 1; i++) {
            order.add(i * (front.size() - 1) / (MOST_NAMED - 1));
        }
        for (int i = 0; i < front.size(); i++) {
            order.add(i);
        }
        var some = new TreeSet<Integer>();
        for (int candidate : order) {
            Dot dot = dots.get(front.get(candidate));
            boolean apart = some.stream()
                    .map(index -> dots.get(front.get(index)))
                    .allMatch(other -> Math.hypot((dot.x() - other.x()) / widest, (dot.y() - other.y()) / highest)
                            >= NEAREST_NAMED);
            if (apart && some.size() < MOST_NAMED) {
                some.add(candidate);
            }
        }
        return some.stream().map(front::get).toList();
    }

    private static List<Dot> numbered(List<Dot> dots, List<Integer> best) {
        var numbered = new ArrayList<>(dots);
        for (int i = 0; i < best.size(); i++) {
            Dot dot = dots.get(best.get(i));
            numbered.set(best.get(i), new Dot(dot.group(), dot.x(), dot.y(), dot.name(), Integer.toString(i + 1)));
        }
        return numbered;
    }

    private static String named(List<Dot> dots, List<Integer> best, Quantity speed) {
        var words = new ArrayList<String>();
        for (int i = 0; i < best.size(); i++) {
            Dot dot = dots.get(best.get(i));
            words.add("(" + (i + 1) + ") " + dot.name() + ": " + Decimal.fixed(dot.x() * MEMORY.scale(), 2) + " GiB, "
                    + Decimal.fixed(dot.y(), 1) + " " + speed.unit());
        }
        return String.join("; ", words);
    }

    private static String words(Configuration configuration) {
        String sliding = Labels.level(Columns.SLIDING_WINDOW, configuration.slidingWindow())
                .label();
        String window = configuration.slidingWindow() > 0
                ? ", sliding " + sliding + ", sink " + configuration.attentionSink()
                : "";
        return "context " + Labels.number(configuration.contextWindow()) + ", prefill "
                + Labels.number(configuration.prefillChunk()) + ", batch " + configuration.maxBatch() + window;
    }

    private static List<String> inputs(List<Table> results, List<Table> metrics) {
        var inputs = new ArrayList<String>();
        results.forEach(table -> inputs.add(table.file().fileName()));
        metrics.forEach(table -> inputs.add(table.file().fileName()));
        return inputs;
    }
}
