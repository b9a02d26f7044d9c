/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.perplexity.checkpoint.DType;

/**
 * A finished evaluation.
 *
 * @param evaluation what was asked for
 * @param device where it ran, as in the source script's files: {@code cpu}, {@code cuda}, {@code cuda:1}
 * @param dtype the type in which it computed
 * @param text the text
 * @param model the model
 * @param scores negative log-likelihoods
 * @param timing how long it took
 */
public record EvaluationResult(
        Evaluation evaluation,
        String device,
        DType dtype,
        TextFacts text,
        ModelFacts model,
        Scores scores,
        Timing timing) {

    /** The perplexity by the evaluation's protocol. */
    public double perplexity() {
        return scores.perplexity(evaluation.protocol());
    }

    /** Whether it was asked for on a data set by name, and the text that was read is another. */
    public boolean ofAnotherText() {
        return evaluation.dataset().named()
                && !KnownTexts.is(evaluation.dataset().name(), evaluation.split(), text);
    }

    /** The same, called by its file instead of by a data set that its text is not. */
    public EvaluationResult calledByItsFile() {
        return new EvaluationResult(evaluation.calledByItsFile(), device, dtype, text, model, scores, timing);
    }

    /** What to know of a text that is not the one asked for. */
    public String otherText() {
        String asked =
                evaluation.split().text() + " split of " + evaluation.dataset().name();
        return evaluation.dataset().source(evaluation.split()) + " is not the " + asked
                + KnownTexts.name(text).map(name -> " but " + name).orElse("") + " (" + text.words()
                + " words, SHA-256 "
                + text.sha256().substring(0, Math.min(16, text.sha256().length())) + "...): its results are called "
                + evaluation.calledByItsFile().dataset().name();
    }

    /** {@code float32}, {@code float16} or {@code bfloat16}. */
    public String dtypeText() {
        return text(dtype);
    }

    static String text(DType dtype) {
        return dtype.text();
    }

    /** Whether only the first windows were evaluated. */
    boolean partial() {
        return evaluation.limit().isPresent();
    }

    /**
     * Total negative log-likelihood of all tokens but the first. Where the protocol or a limit leaves tokens out, they count
     * with the mean of those scored.
     */
    double textNll() {
        return scores.sum() * ((double) (text.tokens() - 1) / scores.tokens());
    }
}
