/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.chart.FigureWriter;
import io.github.dsemaven.chart.Format;
import io.github.dsemaven.chart.RenderMetadata;
import io.github.dsemaven.chart.Theme;
import io.github.dsemaven.csv.Conditions;
import io.github.dsemaven.csv.CsvFiles;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.figure.MemoryBreakdown;
import io.github.dsemaven.figure.Scatter;
import io.github.dsemaven.figure.ScatterData;
import io.github.dsemaven.figure.Stack;
import io.github.dsemaven.figure.StackData;
import io.github.dsemaven.figure.TradeOffFigures;
import io.github.dsemaven.figure.TradeOffFigures.Score;
import io.github.dsemaven.figure.Wording;
import io.github.dsemaven.provenance.Decision;
import io.github.dsemaven.provenance.Execution;
import io.github.dsemaven.provenance.Products;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.Step;
import io.github.dsemaven.provenance.StepKey;
import io.github.dsemaven.provenance.StepRecord;
import io.github.dsemaven.provenance.Versions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Draws one quantity against another, from all files that other goals drew one by one. */
public final class TradeOffs {
    /** What the step of these figures is recorded as; the goal that runs it is {@code report}. */
    static final String GOAL = "report-tradeoffs";

    private static final String RESULTS = "kv_cache_dse_results_";
    private static final String DETAILS = "_ppl_details.json";
    private static final String PERPLEXITY = "_ppl_results.csv";

    private final Provenance provenance;

    public TradeOffs(Provenance provenance) {
        this.provenance = provenance;
    }

    /** The goal that runs a recorded step. */
    static String goal(StepKey key) {
        return key.goal().equals(GOAL) ? Report.GOAL : key.goal();
    }

    /**
     * What was asked for.
     *
     * @param execution which execution of the goal
     * @param folder where figures go
     * @param theme colours
     * @param formats of the pictures
     * @param dpi resolution of PNG files
     * @param widthCm width of a page in centimetres
     * @param models display names by model tag
     * @param words what the user wants said on every figure
     */
    public record Request(
            Execution execution,
            Path folder,
            Theme theme,
            Set<Format> formats,
            int dpi,
            double widthCm,
            Map<String, String> models,
            Wording words) {}

    /**
     * Draws what the inputs of the recorded steps allow, unless it is up to date.
     *
     * @return the decision and how many figures there are
     */
    public Outcome draw(Request request) {
        List<Path> inputs = inputs();
        Step step = provenance
                .step(GOAL, request.execution(), request.folder())
                .inputs(inputs)
                .parameter("theme", request.theme().name())
                .parameter("formats", EnumSet.copyOf(request.formats()).toString())
                .parameter("dpi", Integer.toString(request.dpi()))
                .parameter("width", Decimal.of(request.widthCm()))
                .parameter("models", new TreeMap<>(request.models()).toString())
                .parameter("title", request.words().title())
                .parameter("caption", request.words().caption())
                .versions(Versions.drawing())
                .platform("java", System.getProperty("java.runtime.version"))
                .begin();
        if (inputs.isEmpty()) {
            step.retire();
            return new Outcome(Optional.empty(), 0);
        }
        Decision decision = step.decide();
        if (decision instanceof Decision.UpToDate upToDate) {
            return new Outcome(
                    Optional.of(decision), figures(upToDate.record().outputs().size(), request));
        }
        if (decision instanceof Decision.Restored restored) {
            return new Outcome(
                    Optional.of(decision), figures(restored.record().outputs().size(), request));
        }
        List<Scatter> figures = new TradeOffFigures(
                        CsvFiles.results(matching(inputs, RESULTS)).tables(),
                        CsvFiles.metrics(matching(inputs, "kv_cache_dse_metrics_"))
                                .tables(),
                        request.models())
                .of(scores(inputs)).stream()
                        .map(figure -> figure.with(request.words()))
                        .toList();
        var writer = new FigureWriter(
                request.theme(),
                request.formats(),
                request.dpi(),
                request.widthCm(),
                new RenderMetadata("dse-maven-plugin " + Versions.plugin(), Map.of(), Optional.empty()));
        var files = new ArrayList<Products.ProducedFile>();
        Path data = request.folder().resolve("data");
        for (Scatter figure : figures) {
            List<Path> pictures = writer.write(figure, request.folder()).files();
            files.addAll(products(
                    pictures, data, figure.name(), ScatterData.json(figure), ScatterData.csv(figure), figure.inputs()));
        }
        Optional<Stack> memory = memory(inputs, request.models()).map(figure -> figure.with(request.words()));
        memory.ifPresent(figure -> files.addAll(products(
                writer.write(figure, request.folder()).files(),
                data,
                figure.name(),
                StackData.json(figure),
                StackData.csv(figure),
                figure.inputs())));
        step.record(new Products(files, List.of(), List.of()));
        return new Outcome(Optional.of(decision), figures.size() + (memory.isPresent() ? 1 : 0));
    }

    private static List<Products.ProducedFile> products(
            List<Path> pictures, Path data, String name, String json, String csv, List<String> from) {
        var files = new ArrayList<>(pictures);
        files.add(data.resolve(name + ".json"));
        files.add(data.resolve(name + ".csv"));
        AtomicFile.write(data.resolve(name + ".json"), json);
        AtomicFile.write(data.resolve(name + ".csv"), csv);
        return files.stream().map(file -> new Products.ProducedFile(file, from)).toList();
    }

    /** What memory is used for without batching, sliding window and sink. */
    private static Optional<Stack> memory(List<Path> inputs, Map<String, String> models) {
        var parts = new ArrayList<MemoryBreakdown.Part>();
        var names = new ArrayList<String>();
        for (Path file : inputs) {
            String name = file.getFileName().toString();
            if (name.startsWith(RESULTS)) {
                names.add(name);
                TracedFile.read(file).rows().stream()
                        .filter(TradeOffs::plain)
                        .sorted(Comparator.comparingDouble(row -> Double.parseDouble(row.value("prefill_chunk_size"))))
                        .forEach(row -> parts.add(part(TracedFile.tag(name), row)));
            }
        }
        return MemoryBreakdown.of(parts, names, models);
    }

    private static boolean plain(TracedFile.Row row) {
        boolean measured = Stream.of("gpu_mem_params_mb", "gpu_mem_kvcache_mb", "gpu_mem_temp_mb", "prefill_chunk_size")
                .allMatch(column -> row.value(column).matches("[0-9.]+(e-?[0-9]+)?"));
        return measured
                && row.value("max_batch_size").equals("1")
                && row.value("sliding_window_size").matches("-.*|0")
                && row.value("attention_sink_size").equals("0")
                && row.value("context_window_size").matches("[0-9]+");
    }

    private static MemoryBreakdown.Part part(String tag, TracedFile.Row row) {
        return new MemoryBreakdown.Part(
                tag,
                Long.parseLong(row.value("context_window_size")),
                Double.parseDouble(row.value("gpu_mem_params_mb")),
                Double.parseDouble(row.value("gpu_mem_kvcache_mb")),
                Double.parseDouble(row.value("gpu_mem_temp_mb")));
    }

    /**
     * What came of it.
     *
     * @param decision empty where there was nothing to draw from
     * @param figures how many there are
     */
    public record Outcome(Optional<Decision> decision, int figures) {}

    private static int figures(int outputs, Request request) {
        return outputs / (request.formats().size() + 2);
    }

    /** Sweeps that other steps read, and evaluations. */
    private List<Path> inputs() {
        var inputs = new LinkedHashSet<Path>();
        Path project = provenance.folders().project();
        for (StepRecord step : provenance.steps()) {
            if (!goal(step.key()).equals(Report.GOAL)) {
                step.inputs().stream()
                        .filter(input -> input.name().endsWith(".csv"))
                        .map(input -> project.resolve(input.name()).normalize())
                        .filter(Files::isRegularFile)
                        .forEach(inputs::add);
            }
        }
        Path root = provenance.folders().output();
        new ReportFolder(root)
                .files(provenance).stream()
                        .filter(file -> file.toString().endsWith(DETAILS))
                        .forEach(inputs::add);
        return inputs.stream().sorted().toList();
    }

    private List<InputFile> matching(List<Path> inputs, String prefix) {
        return inputs.stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .map(file -> new InputFile(file, provenance.folders().inputName(file)))
                .toList();
    }

    private static List<Score> scores(List<Path> inputs) {
        Map<List<Object>, Score> scores = new LinkedHashMap<>();
        for (Path file : inputs) {
            String name = file.getFileName().toString();
            if (name.endsWith(DETAILS)) {
                String dataset = name.substring(0, name.length() - DETAILS.length());
                for (JsonTree json : JsonTree.read(file).trees("evaluations")) {
                    OptionalDouble perplexity = json.number("ppl");
                    if (perplexity.isPresent()) {
                        add(
                                scores,
                                new Score(
                                        dataset,
                                        tag(json.text("mlc_model").orElse("")),
                                        json.text("hf_model").orElse(""),
                                        json.text("quantization").orElse(""),
                                        perplexity.getAsDouble(),
                                        json.number("bits_per_weight"),
                                        conditions(json),
                                        name));
                    }
                }
            }
        }
        for (Path file : inputs) {
            String name = file.getFileName().toString();
            if (name.endsWith(PERPLEXITY)) {
                String dataset = name.substring(0, name.length() - PERPLEXITY.length());
                for (TracedFile.Row row : TracedFile.read(file).rows()) {
                    if (row.value("ppl").matches("[0-9].*")) {
                        add(
                                scores,
                                new Score(
                                        dataset,
                                        tag(row.value("mlc_model")),
                                        row.value("hf_model"),
                                        Explanation.scheme(row),
                                        Double.parseDouble(row.value("ppl")),
                                        OptionalDouble.empty(),
                                        Explanation.conditions(row),
                                        name));
                    }
                }
            }
        }
        return List.copyOf(scores.values());
    }

    /** Not again what is there: the CSV file beside the details of an evaluation tells the same with fewer words. */
    private static void add(Map<List<Object>, Score> scores, Score score) {
        boolean known = scores.values().stream()
                .anyMatch(other -> other.dataset().equals(score.dataset())
                        && other.tag().equals(score.tag())
                        && other.model().equals(score.model())
                        && other.scheme().equals(score.scheme())
                        && other.perplexity() == score.perplexity()
                        && !other.source().equals(score.source()));
        if (!known) {
            scores.putIfAbsent(
                    List.of(score.dataset(), score.tag(), score.model(), score.scheme(), score.conditions()), score);
        }
    }

    /** The split as the table of results has it: a part of the windows is another text than all of them. */
    private static Conditions conditions(JsonTree json) {
        Map<String, String> values = new LinkedHashMap<>();
        Conditions.COLUMNS.forEach(column -> json.text(column).ifPresent(text -> values.put(column, text)));
        long limit = json.integer("limit", 0);
        if (limit > 0) {
            values.merge("split", " (first " + limit + " windows)", String::concat);
        }
        return new Conditions(values);
    }

    private static String tag(String mlcModel) {
        return mlcModel.substring(mlcModel.lastIndexOf('/') + 1);
    }
}
