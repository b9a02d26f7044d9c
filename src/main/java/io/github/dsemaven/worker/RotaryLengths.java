/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.checkpoint.RotaryScaling;

/**
 * The lengths that a dynamic rotary scaling sees. transformers keeps the frequencies of the longest text so far: a shorter
 * window after it is scored with these, unless it fits into the trained positions, which resets them. Text by text this is
 * reproduced here, so that the last, shorter window of a text gets the number that it gets there.
 */
final class RotaryLengths {
    private final boolean kept;
    private final int trained;
    private int longest;

    RotaryLengths(ModelConfiguration configuration) {
        this.kept = configuration.layers().stream()
                .flatMap(layer -> layer.rotary().stream())
                .anyMatch(rotary -> rotary.scaling() instanceof RotaryScaling.Dynamic);
        this.trained = configuration.maxPositions();
        this.longest = trained;
    }

    /** The length that counts for the next window of a text. */
    int next(int length) {
        if (!kept) {
            return length;
        }
        if (length > longest) {
            longest = length;
        } else if (length < trained) {
            longest = trained;
        }
        return longest;
    }
}
