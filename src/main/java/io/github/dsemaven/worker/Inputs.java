/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The model and the text of an evaluation, ready to be computed with. */
record Inputs(Checkpoint checkpoint, WeightPlan weights, Texts.Text text) {
    /**
     * Opens them.
     *
     * @param known what is wrong with the evaluation already
     * @throws DseException with every problem, known, of the model and of the text, so that one run names them all
     */
    static Inputs open(Evaluation evaluation, DType dtype, Texts texts, List<Problem> known) {
        List<Problem> problems = new ArrayList<>(known);
        Optional<Checkpoint> checkpoint = attempt(problems, () -> Checkpoint.open(Path.of(evaluation.modelFolder())));
        // without a model its tokenizer is not looked at: it fails for the same reason
        Optional<WeightPlan> weights = checkpoint.flatMap(
                opened -> attempt(problems, () -> WeightPlan.of(opened, evaluation.quantization(), dtype)));
        Optional<Texts.Text> text = checkpoint.flatMap(opened -> attempt(problems, () -> texts.of(evaluation)));
        if (checkpoint.isEmpty()) {
            attempt(problems, () -> evaluation.corpus(Path.of("")));
        }
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
        return new Inputs(checkpoint.orElseThrow(), weights.orElseThrow(), text.orElseThrow());
    }

    private static <T> Optional<T> attempt(List<Problem> problems, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (DseException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
