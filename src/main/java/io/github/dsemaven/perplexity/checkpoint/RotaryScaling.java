/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import java.util.List;

/** How the frequencies of a rotary embedding are stretched to longer contexts: {@code rope_type} in {@code config.json}. */
public sealed interface RotaryScaling {
    /** {@code default}: not at all. */
    record None() implements RotaryScaling {}

    /** {@code linear}: every frequency divided by the factor. */
    record Linear(double factor) implements RotaryScaling {}

    /** {@code dynamic}: the base grows with the sequence beyond the trained positions (NTK). */
    record Dynamic(double factor) implements RotaryScaling {}

    /** {@code llama3}: long wavelengths divided by the factor, short ones kept, a linear blend between. */
    record Llama3(double factor, double lowFrequencyFactor, double highFrequencyFactor, double trainedPositions)
            implements RotaryScaling {}

    /**
     * {@code yarn}: a ramp over the dimensions between divided and kept frequencies.
     *
     * @param attentionFactor multiplies cosine and sine
     * @param truncate whether the ends of the ramp are rounded outwards to whole dimensions
     */
    record Yarn(
            double factor,
            double attentionFactor,
            double betaFast,
            double betaSlow,
            double trainedPositions,
            boolean truncate)
            implements RotaryScaling {}

    /**
     * {@code longrope}: a divisor for each frequency, of one list for sequences up to the trained positions and of another
     * for longer ones.
     *
     * @param attentionFactor multiplies cosine and sine
     */
    record LongRope(List<Double> shortFactors, List<Double> longFactors, double attentionFactor, int trainedPositions)
            implements RotaryScaling {
        public LongRope {
            shortFactors = List.copyOf(shortFactors);
            longFactors = List.copyOf(longFactors);
        }
    }
}
