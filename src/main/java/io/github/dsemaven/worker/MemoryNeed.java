/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How much memory an evaluation on the CPU takes beside the mapped weights, which the system pages in and out as it likes.
 *
 * @param prepared bytes of weights that the scheme changed
 * @param activations estimated bytes of what is computed for one call
 */
record MemoryNeed(long prepared, long activations) {
    /** The JVM, ONNX Runtime and the text: 120 MB were measured for a small model. */
    private static final long BASE = 256L << 20;

    /** Logits in memory at a time and their softmax. */
    private static final long HEAD = 256L << 20;

    /** Query rows that attention handles at a time. */
    private static final int BLOCK = 512;

    /**
     * @param length tokens of a window
     * @param batch windows a call
     */
    static MemoryNeed of(WeightPlan weights, ModelConfiguration model, int length, int batch) {
        long tokens = (long) length * batch;
        long width = 8L * model.hiddenSize() + 3L * model.feedForward().size();
        long scores = 2L * batch * model.attention().heads() * Math.min(BLOCK, length) * length;
        return new MemoryNeed(weights.preparedBytes(), Float.BYTES * (tokens * width + scores));
    }

    long total() {
        return BASE + HEAD + prepared + activations;
    }

    /**
     * Refuses to begin what can't end well.
     *
     * @param available bytes that can be had, or empty where that is not known
     * @throws DseException with the numbers
     */
    void check(Place place, OptionalLong available) {
        if (available.isPresent() && available.getAsLong() < total()) {
            throw new DseException(
                    place,
                    String.format(
                            Locale.ROOT,
                            "needs about %s of memory beside the mapped weights (%s for quantized weights, %s for "
                                    + "activations), but only %s can be had",
                            text(total()),
                            text(prepared),
                            text(activations + HEAD),
                            text(available.getAsLong())),
                    Suggestions.lessMemory());
        }
    }

    private static String text(long bytes) {
        return bytes < 10L << 30
                ? String.format(Locale.ROOT, "%d MiB", bytes >> 20)
                : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
