/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.dsemaven.perplexity.onnx.GraphShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** A window on its way through the layers of a {@link LayerwiseScorer}: hidden states, then sums over the vocabulary. */
final class WindowState {
    private final OrtEnvironment environment = EngineEnvironment.get();
    private final TokenWindow window;
    private final GraphShape shape;
    private final int[] ids;
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);
    private long[] dimensions = {0};
    /** Logarithm of the sum of exponentials over the vocabulary so far, and the targets' logits. */
    private final double[] sums;

    private final double[] chosen;

    WindowState(TokenWindow window, GraphShape shape, KnownTokens tokens) {
        this.window = window;
        this.shape = shape;
        this.ids = Arrays.stream(window.ids()).map(tokens::check).toArray();
        this.sums = new double[window.scored()];
        this.chosen = new double[window.scored()];
        Arrays.fill(sums, Double.NEGATIVE_INFINITY);
    }

    TokenWindow window() {
        return window;
    }

    GraphShape shape() {
        return shape;
    }

    int[] ids() {
        return ids;
    }

    /** The ids as places in a sorted list that holds them all, int64 {@code [1, length]}. */
    OnnxTensor idsAmong(int[] entries) throws OrtException {
        LongBuffer places = Buffers.longs(ids.length);
        for (int id : ids) {
            places.put(Arrays.binarySearch(entries, id));
        }
        return OnnxTensor.createTensor(environment, places.flip(), new long[] {1, ids.length});
    }

    /** int64 {@code [1, scored]}. */
    OnnxTensor targets() throws OrtException {
        LongBuffer targets = Buffers.longs(window.scored());
        for (int i = ids.length - window.scored(); i < ids.length; i++) {
            targets.put(ids[i]);
        }
        return OnnxTensor.createTensor(environment, targets.flip(), new long[] {1, window.scored()});
    }

    /** The hidden states, over this object's memory. */
    OnnxTensor x() throws OrtException {
        return OnnxTensor.createTensor(environment, floats(), dimensions);
    }

    private FloatBuffer floats() {
        int count = Math.toIntExact(Arrays.stream(dimensions).reduce(1, Math::multiplyExact));
        return memory.slice(0, count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * Takes over a stage's output.
     *
     * @param y memory that now holds it
     * @return the memory of the stage's input, free for the next output
     */
    ByteBuffer replace(ByteBuffer y, long[] shape) {
        ByteBuffer old = memory;
        memory = y;
        dimensions = shape.clone();
        return old;
    }

    boolean isFinite() {
        FloatBuffer values = floats();
        while (values.hasRemaining()) {
            if (!Float.isFinite(values.get())) {
                return false;
            }
        }
        return true;
    }

    /** Adds what a part of the vocabulary says. */
    void addPart(OnnxTensor sum, OnnxTensor logit) {
        FloatBuffer parts = sum.getFloatBuffer();
        FloatBuffer logits = logit.getFloatBuffer();
        for (int i = 0; i < sums.length; i++) {
            double part = parts.get(i);
            double larger = Math.max(sums[i], part);
            double smaller = Math.min(sums[i], part);
            sums[i] = Double.isFinite(larger) ? larger + Math.log1p(Math.exp(smaller - larger)) : larger;
            chosen[i] += logits.get(i);
        }
    }

    float[] losses() {
        float[] losses = new float[sums.length];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = (float) (sums[i] - chosen[i]);
        }
        return losses;
    }
}
