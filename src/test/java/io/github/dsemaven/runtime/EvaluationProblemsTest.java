/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.EvaluationSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluationProblemsTest {
    private static final Problem PROBLEM = new Problem(Place.of("a/config.json"), "is wrong", "Mend it");

    private final Map<Integer, Evaluation> evaluations = new TreeMap<>();
    private final Map<Integer, Outcome> outcomes = new TreeMap<>();

    private void evaluation(String model, String scheme, String length, Problem... problems) {
        int number = evaluations.size();
        EvaluationSettings settings = new EvaluationSettings(
                "<evaluation>[" + (number + 1) + "]",
                Map.of("hfModel", model, "quantization", scheme, "maxLength", length, "dataset", "t.txt"));
        evaluations.put(number, Evaluation.all(List.of(settings)).get(0));
        outcomes.put(number, Outcome.failed(List.of(problems)));
    }

    private List<String> problems() {
        return EvaluationProblems.of(evaluations, outcomes).stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void whatAllSchemesShareIsSaidOnce() {
        evaluation("a", "fp16", "64", PROBLEM);
        evaluation("a", "4bit", "64", PROBLEM);
        evaluation("b", "4bit", "64");

        assertThat(problems()).containsExactly("a/config.json: is wrong. Mend it");
    }

    @Test
    void whatOneSchemeHasSaysWhich() {
        evaluation("a", "fp16", "64");
        evaluation("a", "4bit", "64", PROBLEM);
        evaluation("a", "8bit", "64", PROBLEM);

        assertThat(problems()).containsExactly("a/config.json: is wrong, in 4bit, 8bit. Mend it");
    }

    @Test
    void whereTheSchemeDoesNotTellThemApartTheTitleDoes() {
        evaluation("a", "4bit", "64", PROBLEM);
        evaluation("a", "4bit", "32");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("a/config.json: is wrong, in a 4bit on t (test), 64/64, source");
    }
}
