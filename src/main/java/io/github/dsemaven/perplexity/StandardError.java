/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

/** The standard error of a mean as if tokens were independent, which is how llama.cpp reports it; the interval is not so. */
final class StandardError {
    private StandardError() {}

    /** Of the mean negative log-likelihood; 0 for a single token. */
    static double ofMean(Scores scores) {
        double mean = scores.mean();
        double[] squares = new double[1];
        scores.forEach((index, position, nll) -> squares[0] += (nll - mean) * (nll - mean));
        return error(squares[0], scores.tokens());
    }

    /** Of the mean difference of two evaluations of the same tokens. */
    static double ofDifference(Scores scores, Scores base) {
        double mean = scores.mean() - base.mean();
        double squares = 0;
        for (int w = 0; w < scores.windows().size(); w++) {
            float[] own = scores.windows().get(w).nll();
            float[] other = base.windows().get(w).nll();
            for (int i = 0; i < own.length; i++) {
                double deviation = (double) own[i] - other[i] - mean;
                squares += deviation * deviation;
            }
        }
        return error(squares, scores.tokens());
    }

    private static double error(double squares, long n) {
        return n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n);
    }
}
