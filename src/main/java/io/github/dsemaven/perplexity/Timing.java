/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

/**
 * How long an evaluation took, which is never the same twice and so has a file of its own.
 *
 * @param seconds wall time of all windows, without loading
 * @param inputTokens tokens read, each as often as windows overlap
 * @param reused whether the numbers come from an earlier run
 */
public record Timing(double seconds, long inputTokens, boolean reused) {
    /** Tokens read a second; 0 where no time was measured. */
    public double inputTokensPerSecond() {
        return seconds > 0 ? inputTokens / seconds : 0;
    }
}
