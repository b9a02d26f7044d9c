/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.perplexity.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The problems of several evaluations: what all of a model share is said once, what only some have says which. */
final class EvaluationProblems {
    private final Map<Integer, Evaluation> evaluations;

    private EvaluationProblems(Map<Integer, Evaluation> evaluations) {
        this.evaluations = evaluations;
    }

    /**
     * @param evaluations by their number, at least those with an outcome
     * @param outcomes by number
     */
    static List<Problem> of(Map<Integer, Evaluation> evaluations, Map<Integer, Outcome> outcomes) {
        Map<Problem, List<Evaluation>> met = new LinkedHashMap<>();
        new TreeMap<>(outcomes)
                .forEach((number, outcome) -> outcome.problems()
                        .forEach(problem -> met.computeIfAbsent(problem, key -> new ArrayList<>())
                                .add(evaluations.get(number))));
        var all = new EvaluationProblems(evaluations);
        return met.entrySet().stream()
                .map(entry -> all.named(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Problem named(Problem problem, List<Evaluation> met) {
        String model = met.get(0).hfModel();
        long ofModel = evaluations.values().stream()
                .filter(evaluation -> evaluation.hfModel().equals(model))
                .count();
        if (ofModel == met.size()) {
            return problem;
        }
        String which = met.stream().map(this::label).distinct().collect(Collectors.joining(", "));
        return problem.toString().contains(which)
                ? problem
                : new Problem(problem.place(), problem.message() + ", in " + which, problem.suggestion());
    }

    /** The scheme where that tells the model's evaluations apart, else all there is. */
    private String label(Evaluation evaluation) {
        long same = evaluations.values().stream()
                .filter(other -> other.hfModel().equals(evaluation.hfModel())
                        && other.quantization()
                                .label()
                                .equals(evaluation.quantization().label()))
                .count();
        return same == 1 ? evaluation.quantization().label() : evaluation.title();
    }
}
