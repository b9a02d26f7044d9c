/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import java.util.List;

/**
 * The negative log-likelihoods of an evaluation's windows, in the order of the text. All sums are in double and in that
 * order, so they don't depend on how windows were batched.
 */
public final class Scores {
    private final List<WindowScore> windows;
    private final long tokens;
    private final double sum;

    /**
     * @param windows in order, at least one token scored among them
     */
    public Scores(List<WindowScore> windows) {
        this.windows = List.copyOf(windows);
        this.tokens =
                this.windows.stream().mapToLong(score -> score.nll().length).sum();
        this.sum = this.windows.stream().mapToDouble(WindowScore::sum).reduce(0, Double::sum);
        if (tokens == 0) {
            throw new IllegalArgumentException("no token is scored");
        }
    }

    /** The windows in order. */
    public List<WindowScore> windows() {
        return windows;
    }

    /** Tokens scored. */
    public long tokens() {
        return tokens;
    }

    /** Total negative log-likelihood in nats. */
    public double sum() {
        return sum;
    }

    /** Mean negative log-likelihood of a scored token in nats. */
    public double mean() {
        return sum / tokens;
    }

    /** exp of the mean over scored tokens, whatever the protocol. */
    public double exactPerplexity() {
        return StrictMath.exp(mean());
    }

    /** The perplexity as the protocol defines it; infinite only where the mean exceeds 709 nats. */
    public double perplexity(Protocol protocol) {
        if (protocol == Protocol.EXACT) {
            return exactPerplexity();
        }
        double weighted = 0;
        long weights = 0;
        for (WindowScore score : windows) {
            int weight = score.window().weight();
            if (weight > 0 && score.nll().length > 0) {
                weighted += score.sum() / score.nll().length * weight;
                weights += weight;
            }
        }
        return weights == 0 ? exactPerplexity() : StrictMath.exp(weighted / weights);
    }

    /** Visits every scored token in order. */
    void forEach(Visitor visitor) {
        long index = 0;
        for (WindowScore score : windows) {
            int position = score.window().firstScored() - score.window().begin();
            for (float value : score.nll()) {
                visitor.token(index++, position++, value);
            }
        }
    }

    /** Receives scored tokens. */
    interface Visitor {
        /**
         * @param index number of the token among those scored
         * @param position tokens of context it was predicted from
         * @param nll its negative log-likelihood
         */
        void token(long index, int position, float nll);
    }
}
