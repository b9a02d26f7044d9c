/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.dsemaven.perplexity.checkpoint.RotaryConfiguration;
import io.github.dsemaven.perplexity.onnx.RotaryTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables of rotary embeddings as inputs of a model. They are kept: to compute them for every window took a tenth of a small
 * model's time (measured). Safe to use from several threads.
 */
final class RotaryInputs implements AutoCloseable {
    /** @param textLength what scaling depends on, or 0 where it depends on nothing */
    private record Key(RotaryConfiguration configuration, int length, int textLength) {}

    private record Tables(OnnxTensor cos, OnnxTensor sin) {}

    private final OrtEnvironment environment;
    private final Map<Key, Tables> tables = new HashMap<>();

    RotaryInputs(OrtEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Adds {@code cos<i>} and {@code sin<i>}; they stay this object's to close.
     *
     * @param length positions
     * @param textLength tokens of the text, for scalings that depend on it
     */
    void addTo(Map<String, OnnxTensor> inputs, List<RotaryConfiguration> rotaries, int length, int textLength)
            throws OrtException {
        for (int i = 0; i < rotaries.size(); i++) {
            Tables known = tables(rotaries.get(i), length, textLength);
            inputs.put("cos" + i, known.cos());
            inputs.put("sin" + i, known.sin());
        }
    }

    private synchronized Tables tables(RotaryConfiguration rotary, int length, int textLength) throws OrtException {
        var key = new Key(rotary, length, RotaryTables.dependOnLength(rotary) ? textLength : 0);
        Tables known = tables.get(key);
        if (known == null) {
            RotaryTables values = RotaryTables.of(rotary, length, textLength);
            long[] shape = {length, rotary.dimensions() / 2};
            known = new Tables(tensor(values.cos(), shape), tensor(values.sin(), shape));
            tables.put(key, known);
        }
        return known;
    }

    private OnnxTensor tensor(float[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, Buffers.floats(values), shape);
    }

    @Override
    public synchronized void close() {
        for (Tables known : tables.values()) {
            known.cos().close();
            known.sin().close();
        }
        tables.clear();
    }
}
