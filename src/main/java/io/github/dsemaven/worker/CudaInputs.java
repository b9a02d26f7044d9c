/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.dsemaven.perplexity.checkpoint.RotaryConfiguration;
import io.github.dsemaven.perplexity.onnx.RotaryTables;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a session on a GPU is fed: tokens, the positions scored and the tokens there, and rotary tables. */
final class CudaInputs implements AutoCloseable {
    private final OrtEnvironment environment;
    private final Pieces pieces;
    private final List<RotaryConfiguration> rotaries;
    private final Map<Integer, List<OnnxTensor>> tables = new LinkedHashMap<>();

    /**
     * @param pieces the shape of the session
     * @param rotaries embeddings whose tables are inputs
     */
    CudaInputs(OrtEnvironment environment, Pieces pieces, List<RotaryConfiguration> rotaries) {
        this.environment = environment;
        this.pieces = pieces;
        this.rotaries = rotaries;
    }

    /** The inputs of one call; {@link #closeCall} frees them. */
    Map<String, OnnxTensor> of(List<TokenWindow> windows, List<Pieces.Piece> batch) throws OrtException {
        int length = pieces.length();
        int rows = pieces.rows();
        LongBuffer ids = Buffers.longs(batch.size() * length);
        LongBuffer targets = Buffers.longs(batch.size() * rows);
        LongBuffer positions = Buffers.longs(batch.size() * rows);
        for (int i = 0; i < batch.size(); i++) {
            Pieces.Piece piece = batch.get(i);
            TokenWindow window = windows.get(piece.window());
            int[] tokens = window.ids();
            for (int j = 0; j < tokens.length; j++) {
                ids.put(i * length + j, tokens[j]);
            }
            int first = tokens.length - window.scored() + piece.first();
            for (int j = 0; j < piece.count(); j++) {
                targets.put(i * rows + j, tokens[first + j]);
                positions.put(i * rows + j, first + j - 1L);
            }
        }
        long count = batch.size();
        var inputs = new LinkedHashMap<String, OnnxTensor>();
        inputs.put("input_ids", OnnxTensor.createTensor(environment, ids, new long[] {count, length}));
        inputs.put("targets", OnnxTensor.createTensor(environment, targets, new long[] {count, rows}));
        inputs.put("rows", OnnxTensor.createTensor(environment, positions, new long[] {count, rows}));
        List<OnnxTensor> rotary = tables(windows.get(batch.get(0).window()).rotaryLength());
        for (int i = 0; i < rotary.size(); i += 2) {
            inputs.put("cos" + i / 2, rotary.get(i));
            inputs.put("sin" + i / 2, rotary.get(i + 1));
        }
        return inputs;
    }

    /** Cosines and sines of every rotary embedding of the model, kept: they cost as much as a small call. */
    private synchronized List<OnnxTensor> tables(int textLength) throws OrtException {
        int key = rotaries.stream().anyMatch(RotaryTables::dependOnLength) ? textLength : 0;
        List<OnnxTensor> known = tables.get(key);
        if (known == null) {
            known = new ArrayList<>();
            for (RotaryConfiguration rotary : rotaries) {
                RotaryTables values = RotaryTables.of(rotary, pieces.length(), textLength);
                long[] size = {pieces.length(), rotary.dimensions() / 2};
                known.add(OnnxTensor.createTensor(environment, Buffers.floats(values.cos()), size));
                known.add(OnnxTensor.createTensor(environment, Buffers.floats(values.sin()), size));
            }
            tables.put(key, known);
        }
        return known;
    }

    static void closeCall(Map<String, OnnxTensor> inputs) {
        for (String name : List.of("input_ids", "targets", "rows")) {
            inputs.get(name).close();
        }
    }

    @Override
    public void close() {
        tables.values().forEach(list -> list.forEach(OnnxTensor::close));
        tables.clear();
    }
}
