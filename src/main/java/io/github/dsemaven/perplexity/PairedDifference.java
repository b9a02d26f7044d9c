/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a quantization costs, token by token against the unquantized evaluation of the same text and windows. Its interval is
 * much narrower than those of the two perplexities, because the difficulty of the text cancels out.
 *
 * @param base the evaluation compared with
 * @param nll mean difference of a token's negative log-likelihood, in nats
 * @param standardError of that mean as if tokens were independent
 * @param nllInterval 95 % block-bootstrap interval of the mean difference
 * @param perplexity difference of the exact perplexities
 * @param perplexityInterval 95 % block-bootstrap interval of it
 */
record PairedDifference(
        EvaluationResult base,
        double nll,
        double standardError,
        Interval nllInterval,
        double perplexity,
        Interval perplexityInterval) {

    /** The scheme that is compared with, never compared. */
    private static final String PLAIN = "fp16";

    /** The difference of a result to the best-matching unquantized one among all results, if there is one. */
    static Optional<PairedDifference> of(EvaluationResult result, List<EvaluationResult> all) {
        if (result.evaluation().quantization().label().equals(PLAIN)) {
            return Optional.empty();
        }
        return base(result, all).map(base -> between(result, base));
    }

    private static Optional<EvaluationResult> base(EvaluationResult result, List<EvaluationResult> all) {
        return all.stream()
                .filter(other -> other != result)
                .filter(other -> other.evaluation().quantization().unquantized())
                .filter(other -> other.evaluation().pairsWith(result.evaluation()))
                .filter(other -> other.text().equals(result.text()))
                .filter(other -> sameWindows(other.scores(), result.scores()))
                // false sorts before true: the same device, then the same type, then the plain scheme
                .min(Comparator.<EvaluationResult, Boolean>comparing(
                                other -> !other.device().equals(result.device()))
                        .thenComparing(other -> other.dtype() != result.dtype())
                        .thenComparing(other ->
                                !other.evaluation().quantization().label().equals(PLAIN)));
    }

    private static boolean sameWindows(Scores a, Scores b) {
        return a.windows().stream()
                .map(WindowScore::window)
                .toList()
                .equals(b.windows().stream().map(WindowScore::window).toList());
    }

    private static PairedDifference between(EvaluationResult result, EvaluationResult base) {
        double[] own = BlockBootstrap.means(result.scores());
        double[] other = BlockBootstrap.means(base.scores());
        double[] differences = new double[own.length];
        double[] perplexities = new double[own.length];
        for (int i = 0; i < own.length; i++) {
            differences[i] = own[i] - other[i];
            perplexities[i] = StrictMath.exp(own[i]) - StrictMath.exp(other[i]);
        }
        return new PairedDifference(
                base,
                result.scores().mean() - base.scores().mean(),
                StandardError.ofDifference(result.scores(), base.scores()),
                Interval.of(differences),
                result.scores().exactPerplexity() - base.scores().exactPerplexity(),
                Interval.of(perplexities));
    }
}
