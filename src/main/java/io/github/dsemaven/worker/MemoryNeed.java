/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.onnx.GraphShape;
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

    /**
     * @param plan what becomes of the weights
     * @param shape of the longest windows
     * @param wholeWindows whether a window is computed in one piece
     */
    static MemoryNeed of(
            WeightPlan plan, Checkpoint checkpoint, EngineSettings settings, GraphShape shape, boolean wholeWindows) {
        if (Parallelism.isSmall(checkpoint)) {
            boolean asStored = plan.isFloatAsStored();
            Parallelism parallelism = Parallelism.of(checkpoint, settings, shape, wholeWindows, asStored);
            long call = Parallelism.workingBytes(checkpoint.configuration(), shape, settings.batch(), wholeWindows);
            // Widened to float32 once where they are not, and copied by prepacking.
            int copies = (asStored ? 0 : 1) + (parallelism.prepacked() ? 1 : 0);
            long prepared = plan.size().weights() * Float.BYTES * copies;
            return new MemoryNeed(prepared, parallelism.workers() * call);
        }
        if (LayerwiseScorer.suits(checkpoint, plan)) {
            return new MemoryNeed(
                    plan.largestLayerBytes(),
                    LayerwiseScorer.workingBytes(checkpoint.configuration(), shape, wholeWindows));
        }
        // Windows are not cut into parts, and one matrix at a time is cast.
        long call = Parallelism.workingBytes(checkpoint.configuration(), shape, settings.batch(), true);
        return new MemoryNeed(plan.preparedBytes(), call + plan.largestMatrix() * Float.BYTES);
    }

    long total() {
        return BASE + prepared + activations;
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
                            "needs about %s of memory beside the mapped weights (%s for changed weights, %s for "
                                    + "activations), but only %s can be had",
                            text(total()),
                            text(prepared),
                            text(activations),
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
