/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.onnx.GraphShape;
import io.github.dsemaven.perplexity.onnx.LossHead;

/**
 * How a session uses the threads it is given. Small models compute several windows side by side, each on one thread, which
 * needs no waiting between operators; large ones compute one window at a time on all threads, because each window at work
 * needs memory of its own.
 *
 * @param workers calls at a time
 * @param threads threads of each
 * @param prepacked whether the weights are copied into the layout of the matrix products once
 * @param arena whether freed memory is kept for the next operator: faster, but it keeps up to twice what is in use
 */
record Parallelism(int workers, int threads, boolean prepacked, boolean arena) {
    /** Weights in float32 up to which a model is small: with what windows at work need, less than 1 GiB. */
    static final long SMALL_BYTES = 720L << 20;

    /** Up to here the copy is made that prepacking needs, even if it is the third one. */
    private static final long PACKED_BYTES = 128L << 20;

    /**
     * What that copy of larger weights and the windows at work may need together: 1 GiB but for the JVM and ONNX Runtime. The
     * copy gains 4 to 44 % for 168 million parameters, the more the busier the memory, and takes 2 seconds (measured).
     */
    private static final long PACKED_ROOM = 824L << 20;

    /** What all windows at work may need together. */
    private static final long WORKING_BYTES = 400L << 20;

    /** Positions that a layer computes at a time. */
    private static final int PART = 512;

    /** @param asStored whether the weights are multiplied as they lie in their files, so that a copy would be the only one */
    static Parallelism of(
            Checkpoint checkpoint, EngineSettings settings, GraphShape shape, boolean wholeWindows, boolean asStored) {
        if (settings.cudaDevice().isPresent()) {
            return new Parallelism(1, settings.threads(), false, true);
        }
        long weights = floatBytes(checkpoint);
        if (weights > SMALL_BYTES) {
            return new Parallelism(1, settings.threads(), false, false);
        }
        long working = workingBytes(checkpoint.configuration(), shape, settings.batch(), wholeWindows);
        long head = LossHead.unpackedElements(checkpoint.configuration()) * Float.BYTES;
        return small(weights, weights - head, working, settings.threads(), asStored);
    }

    /**
     * For a small model.
     *
     * @param weights bytes of all weights in float32
     * @param copy bytes of those that would be packed
     * @param working bytes that a window at work needs
     */
    static Parallelism small(long weights, long copy, long working, int threads, boolean asStored) {
        boolean packed = weights <= PACKED_BYTES || asStored && copy + working <= PACKED_ROOM;
        long room = packed ? Math.min(WORKING_BYTES, PACKED_ROOM - copy) : WORKING_BYTES;
        int workers = (int) Math.max(1, Math.min(threads, room / working));
        return new Parallelism(workers, Math.max(1, threads / workers), packed, true);
    }

    /** Whether the weights are few enough to be held in float32 beside their files. */
    static boolean isSmall(Checkpoint checkpoint) {
        return floatBytes(checkpoint) <= SMALL_BYTES;
    }

    private static long floatBytes(Checkpoint checkpoint) {
        return Float.BYTES
                * checkpoint.tensors().values().stream()
                        .mapToLong(Tensor::elements)
                        .sum();
    }

    /** About what one call needs: states of the window, one part's activations, a block's scores, logits. */
    static long workingBytes(ModelConfiguration model, GraphShape shape, int batch, boolean wholeWindows) {
        return Float.BYTES * batch * (layerElements(model, shape, wholeWindows) + logitElements(model, shape));
    }

    /** Elements that a layer at work on one window needs. */
    static long layerElements(ModelConfiguration model, GraphShape shape, boolean wholeWindows) {
        long length = shape.length();
        long part = wholeWindows ? length : Math.min(PART, length);
        ModelConfiguration.Attention attention = model.attention();
        long states = length * (3L * model.hiddenSize() + 4L * attention.keyWidth());
        long activations =
                part * (4L * model.hiddenSize() + 4L * model.feedForward().size() + 4L * attention.queryWidth());
        long scores = 2L * attention.heads() * Math.min(128, length) * length;
        return states + activations + scores;
    }

    private static long logitElements(ModelConfiguration model, GraphShape shape) {
        return 2L * shape.headRows() * model.vocabularySize();
    }
}
