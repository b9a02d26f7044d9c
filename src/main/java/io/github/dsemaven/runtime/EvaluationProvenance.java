/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.perplexity.DatasetChoice;
import io.github.dsemaven.perplexity.EarlierEvaluation;
import io.github.dsemaven.perplexity.EarlierResults;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.EvaluationResult;
import io.github.dsemaven.perplexity.ResultFiles;
import io.github.dsemaven.perplexity.Split;
import io.github.dsemaven.provenance.FileDigests;
import io.github.dsemaven.provenance.Products;
import io.github.dsemaven.provenance.Products.ProducedFile;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.Step;
import io.github.dsemaven.provenance.StepRecord.Quantity;
import io.github.dsemaven.provenance.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What determines perplexities, for the decision whether anything has to be evaluated and for the manifest. */
final class EvaluationProvenance {
    private static final String GOAL = "eval-ppl";

    private final EvaluationRequest request;
    private final ModelPlaces places;
    private final DatasetPlaces texts;
    private final Map<Integer, Evaluation> evaluations;
    private final Map<String, EarlierResults> earlier = new LinkedHashMap<>();
    private List<EarlierEvaluation> others = List.of();

    /**
     * @param places where the models lie
     * @param texts where the texts lie
     * @param evaluations by their number
     */
    EvaluationProvenance(
            EvaluationRequest request, ModelPlaces places, DatasetPlaces texts, Map<Integer, Evaluation> evaluations) {
        this.texts = texts;
        this.request = request;
        this.places = places;
        this.evaluations = evaluations;
    }

    /**
     * Takes in what the result files hold already: a run from the command line adds to it what is still current and is not
     * evaluated again.
     */
    void addTo(List<Task> tasks) {
        Set<List<String>> again = tasks.stream()
                .map(task -> EarlierEvaluation.key(evaluations.get(task.number()), task.deviceLabel()))
                .collect(Collectors.toSet());
        for (Task task : tasks) {
            earlier(evaluations.get(task.number()).dataset().name());
        }
        others = earlier.values().stream()
                .flatMap(results -> results.evaluations().stream())
                .filter(one -> !again.contains(one.key()))
                .toList();
    }

    /** What the files of a data set are to keep. */
    EarlierResults earlier(String dataset) {
        FileDigests digests = new Provenance(request.folders()).digests();
        return earlier.computeIfAbsent(
                dataset,
                name -> EarlierResults.read(request.outputDirectory(), name)
                        .where(one -> one.current(
                                request.folders().project(),
                                places::known,
                                texts::known,
                                file -> digest(digests, file))));
    }

    private static Optional<String> digest(FileDigests digests, Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(digests.of(file.toString(), file).sha256())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Everything that determines the result files.
     *
     * @param engine what the fork would run, without having it resolved
     * @param facts about this machine, for the environment file
     */
    Step step(List<Task> tasks, List<Coordinate> engine, Map<String, String> facts) {
        Set<Path> inputs = new LinkedHashSet<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("outputDirectory", request.folders().inputName(request.outputDirectory()));
        parameters.put("strict", Boolean.toString(request.strict()));
        for (EarlierEvaluation other : others) {
            inputs.addAll(ModelFiles.of(places.known(other.hfModel())));
            inputs.addAll(texts.known(other.choice(), other.split()));
            parameters.put(name(other), "as evaluated before, " + other.digest());
        }
        for (Task task : tasks) {
            Evaluation evaluation = evaluations.get(task.number());
            inputs.addAll(ModelFiles.of(places.known(evaluation.hfModel())));
            inputs.addAll(texts.known(evaluation.dataset(), evaluation.split()));
            parameters.put("evaluation " + (task.number() + 1), text(task));
        }
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("dse-maven-plugin", Versions.plugin());
        engine.forEach(library -> versions.put(library.artifactId(), library.version()));
        return new Provenance(request.folders())
                .step(GOAL, request.execution(), request.outputDirectory())
                .inputs(inputs)
                .parameters(parameters)
                .versions(versions)
                .facts(facts)
                .begin();
    }

    /** Files and numbers of a run. Times differ from run to run: their file is no product. */
    Products products(List<Path> files, List<EvaluationResult> results, List<String> warnings) {
        return new Products(
                files.stream()
                        .filter(file -> !ResultFiles.timings(file))
                        .map(file -> new ProducedFile(file, List.of()))
                        .toList(),
                Stream.concat(
                                others.stream().map(this::number),
                                results.stream().map(this::number))
                        .toList(),
                warnings.stream().distinct().toList());
    }

    private Quantity number(EarlierEvaluation other) {
        List<String> from = ModelFiles.of(places.known(other.hfModel())).stream()
                .map(request.folders()::inputName)
                .collect(Collectors.toList());
        from.addAll(names(other.choice(), other.split()));
        return new Quantity(name(other), other.perplexity(), from);
    }

    private List<String> names(DatasetChoice text, Split split) {
        return texts.known(text, split).stream()
                .map(request.folders()::inputName)
                .toList();
    }

    private String name(EarlierEvaluation other) {
        return shown(other.hfModel()) + other.title();
    }

    private Quantity number(EvaluationResult result) {
        Evaluation evaluation = result.evaluation();
        String title = shown(evaluation.hfModel())
                + evaluation.title().substring(evaluation.hfModel().length());
        List<String> from = ModelFiles.of(places.known(evaluation.hfModel())).stream()
                .map(request.folders()::inputName)
                .collect(Collectors.toList());
        from.addAll(names(evaluation.dataset(), evaluation.split()));
        String how =
                ", on " + result.device() + ", " + result.dtypeText() + (evaluation.lowMemory() ? ", low memory" : "");
        return new Quantity(title + how, Decimal.of(result.perplexity()), from);
    }

    /** As the user wrote it, with the devices that were chosen; a path that means something here only is shortened. */
    private String text(Task task) {
        Map<String, String> values = new TreeMap<>(task.settings().values());
        for (String path : List.of("hfModel", "dataset", "datasetFile")) {
            values.computeIfPresent(path, (name, value) -> shown(value));
        }
        places.commit(task.settings().value("hfModel").orElse("")).ifPresent(commit -> values.put("commit", commit));
        Evaluation evaluation = evaluations.get(task.number());
        texts.commit(evaluation.dataset(), evaluation.split())
                .ifPresent(commit -> values.put("commit of the data set", commit));
        values.remove("devices");
        values.put("device", task.deviceLabel());
        return values.toString();
    }

    private String shown(String path) {
        return Path.of(path).isAbsolute() ? request.folders().inputName(Path.of(path)) : path;
    }
}
