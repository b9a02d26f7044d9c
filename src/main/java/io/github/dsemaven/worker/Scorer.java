/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import java.util.List;

/** Scores windows: what an evaluation needs of a loaded model, on whatever devices it lies. */
public interface Scorer extends AutoCloseable {
    /**
     * Scores windows. Give many at a time: they are divided into calls, and over devices.
     *
     * @return for each window the negative log-likelihoods of its scored tokens, in nats
     */
    float[][] nll(List<TokenWindow> windows);

    /** How many windows a call of {@link #nll} should get at least, so that all threads and devices have work. */
    int windowsPerCall();

    /** The lengths that this model's rotary embedding sees of a text's windows. */
    RotaryLengths rotaryLengths();

    /**
     * Where the numbers of a window stop being finite, found by running it once more with a check behind every layer:
     * {@code the embedding}, {@code layer 3} or {@code the head}.
     */
    String firstNotFinite(TokenWindow window);

    /** Frees the memory of the devices. */
    @Override
    void close();
}
