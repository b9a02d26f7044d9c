/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

/**
 * What a window's tokens cost.
 *
 * @param window the window
 * @param nll negative log-likelihood in nats of each scored token, from {@code window.firstScored()} on; not copied
 */
public record WindowScore(Window window, float[] nll) {
    public WindowScore {
        if (nll.length != window.scored()) {
            throw new IllegalArgumentException(
                    nll.length + " values for window " + window.index() + ", which scores " + window.scored());
        }
    }

    /** Sum of the negative log-likelihoods. */
    public double sum() {
        double sum = 0;
        for (float value : nll) {
            sum += value;
        }
        return sum;
    }
}
