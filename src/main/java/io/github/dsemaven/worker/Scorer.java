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

    /** How many windows to hand over at a time so that every device stays busy and progress is still seen. */
    int windowsAtATime();

    /** Frees the memory of the devices. */
    @Override
    void close();
}
