/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Decimal;
import java.util.Optional;

/**
 * How much higher one perplexity is than another, as a part of the other, and how well that is known.
 *
 * @param value 0.05 for 5 % higher
 * @param tolerance half the width of the 95 % interval of {@code value}; 0 where nothing is known of it
 */
record Rise(double value, double tolerance) {
    private static final double NORMAL_95 = 1.959963984540054;

    /**
     * Of one evaluation over another. The difference of two evaluations of the same windows is known far better than
     * either, so the tolerance is that of the paired difference: as the evaluation states it, else from the windows, else,
     * unpaired and so wide, from the standard errors.
     */
    static Rise of(Evaluation evaluation, Evaluation reference) {
        double ratio = evaluation.perplexity() / reference.perplexity();
        return new Rise(ratio - 1, ratio * tolerance(evaluation, reference));
    }

    /** Of a quantized model over the unquantized, where the evaluation itself states it. */
    static Optional<Rise> stated(Evaluation evaluation) {
        return evaluation.difference().map(difference -> {
            double ratio = StrictMath.exp(difference.nll());
            double half = difference.interval().map(Evaluation.Interval::half).orElse(0.0);
            return new Rise(ratio - 1, ratio * half);
        });
    }

    /** Whether it is above a limit by more than its uncertainty. */
    boolean exceeds(double limit) {
        return value - tolerance > limit;
    }

    /** {@code +5.13 % ± 0.58}. */
    String words() {
        String known = tolerance > 0 ? " ± " + Decimal.fixed(100 * tolerance, 2) : "";
        return Digits.percent(1 + value) + known;
    }

    private static double tolerance(Evaluation evaluation, Evaluation reference) {
        double[] now = evaluation.windows().nll();
        double[] then = reference.windows().nll();
        if (now.length > 1 && now.length == then.length) {
            return NORMAL_95 * standardError(now, then);
        }
        if (evaluation.standardError().isPresent() && reference.standardError().isPresent()) {
            return NORMAL_95
                    * StrictMath.hypot(
                            evaluation.standardError().getAsDouble(),
                            reference.standardError().getAsDouble());
        }
        return 0;
    }

    private static double standardError(double[] now, double[] then) {
        double sum = 0;
        for (int i = 0; i < now.length; i++) {
            sum += now[i] - then[i];
        }
        double mean = sum / now.length;
        double squares = 0;
        for (int i = 0; i < now.length; i++) {
            squares += (now[i] - then[i] - mean) * (now[i] - then[i] - mean);
        }
        return Math.sqrt(squares / (now.length - 1) / now.length);
    }
}
