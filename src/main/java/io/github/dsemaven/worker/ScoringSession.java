/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.RotaryConfiguration;
import io.github.dsemaven.perplexity.onnx.GraphCompiler;
import io.github.dsemaven.perplexity.onnx.GraphShape;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import io.github.dsemaven.perplexity.onnx.RotaryTables;
import io.github.dsemaven.perplexity.onnx.ScoredRows;
import io.github.dsemaven.perplexity.onnx.WeightSource;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint ready to score text: negative log-likelihoods of the scored tokens of windows, several windows a call.
 *
 * <p>Windows of one shape share a graph; the session of the last shape is kept. The numbers depend neither on the batch nor
 * on the order of calls.
 */
public final class ScoringSession implements Scorer {
    /** Logits in memory at a time, in elements: 64 MiB. */
    private static final long LOGITS = 16L << 20;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final Checkpoint checkpoint;
    private final WeightSource weights;
    private final GraphCompiler compiler;
    private final SessionFactory sessions;
    private final EngineSettings settings;
    private GraphShape shape;
    private ModelGraph graph;
    private OrtSession session;

    private ScoringSession(Checkpoint checkpoint, WeightSource weights, EngineSettings settings, boolean checked) {
        this.checkpoint = checkpoint;
        this.weights = weights;
        this.compiler = new GraphCompiler(checkpoint, weights, settings.graph(weights.dependOnWindow(), checked));
        this.sessions = new SessionFactory(environment, checkpoint, settings);
        this.settings = settings;
    }

    /**
     * Prepares a checkpoint; its weights are loaded with the first windows.
     *
     * @param weights forms of the weights: as stored, cast or quantized
     */
    public static ScoringSession open(Checkpoint checkpoint, WeightSource weights, EngineSettings settings) {
        return new ScoringSession(checkpoint, weights, settings, false);
    }

    /**
     * Scores windows.
     *
     * @return for each window the negative log-likelihoods of its scored tokens, in nats
     */
    @Override
    public float[][] nll(List<TokenWindow> windows) {
        float[][] losses = new float[windows.size()][];
        int from = 0;
        while (from < windows.size()) {
            int to = from + 1;
            while (to < windows.size() && to - from < settings.batch() && alike(windows.get(from), windows.get(to))) {
                to++;
            }
            float[][] part = run(windows.subList(from, to));
            System.arraycopy(part, 0, losses, from, part.length);
            from = to;
        }
        return losses;
    }

    @Override
    public int windowsAtATime() {
        return settings.batch();
    }

    /**
     * Where the numbers of a window stop being finite, found by running it once more with a check behind every layer:
     * {@code the embedding}, {@code layer 3} or {@code the head}.
     */
    public String firstNotFinite(TokenWindow window) {
        try (var checked = new ScoringSession(checkpoint, weights, settings, true)) {
            return checked.locate(window);
        }
    }

    private String locate(TokenWindow window) {
        try {
            prepare(shapeOf(window));
            Map<String, OnnxTensor> inputs = inputs(List.of(window));
            try (OrtSession.Result result = session.run(inputs)) {
                boolean[] finite =
                        (boolean[]) result.get("finite").orElseThrow().getValue();
                for (int i = 0; i < finite.length; i++) {
                    if (!finite[i]) {
                        return i == 0 ? "the embedding" : "layer " + (i - 1);
                    }
                }
                return "the head";
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        } catch (OrtException e) {
            throw new EngineException(e);
        }
    }

    private static boolean alike(TokenWindow a, TokenWindow b) {
        return a.ids().length == b.ids().length && a.scored() == b.scored() && a.rotaryLength() == b.rotaryLength();
    }

    private float[][] run(List<TokenWindow> windows) {
        TokenWindow first = windows.get(0);
        try {
            prepare(shapeOf(first));
            Map<String, OnnxTensor> inputs = inputs(windows);
            try (OrtSession.Result result = session.run(inputs)) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[][] losses = new float[windows.size()][first.scored()];
                for (float[] row : losses) {
                    values.get(row);
                }
                return losses;
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        } catch (OrtException e) {
            throw new EngineException(e);
        }
    }

    private GraphShape shapeOf(TokenWindow window) {
        int length = window.ids().length;
        long perRow = (long) checkpoint.configuration().vocabularySize() * settings.batch();
        int headRows = (int) Math.max(16, Math.min(window.scored(), LOGITS / perRow));
        return new GraphShape(length, new ScoredRows.Range(length - window.scored() - 1, length - 1), headRows);
    }

    private void prepare(GraphShape wanted) throws OrtException {
        if (!wanted.equals(shape)) {
            closeSession();
            graph = compiler.compile(wanted);
            session = sessions.create(graph);
            shape = wanted;
        }
    }

    private Map<String, OnnxTensor> inputs(List<TokenWindow> windows) throws OrtException {
        int batch = windows.size();
        int length = shape.length();
        int scored = windows.get(0).scored();
        LongBuffer ids = Buffers.longs(batch * length);
        LongBuffer targets = Buffers.longs(batch * scored);
        for (TokenWindow window : windows) {
            int[] tokens = window.ids();
            for (int id : tokens) {
                ids.put(id);
            }
            for (int i = length - scored; i < length; i++) {
                targets.put(tokens[i]);
            }
        }
        var inputs = new LinkedHashMap<String, OnnxTensor>();
        inputs.put("input_ids", OnnxTensor.createTensor(environment, ids.flip(), new long[] {batch, length}));
        inputs.put("targets", OnnxTensor.createTensor(environment, targets.flip(), new long[] {batch, scored}));
        var rotaries = new ArrayList<>(graph.rotaries());
        for (int i = 0; i < rotaries.size(); i++) {
            RotaryConfiguration rotary = rotaries.get(i);
            RotaryTables tables = RotaryTables.of(rotary, length, windows.get(0).rotaryLength());
            long[] size = {length, rotary.dimensions() / 2};
            inputs.put("cos" + i, OnnxTensor.createTensor(environment, Buffers.floats(tables.cos()), size));
            inputs.put("sin" + i, OnnxTensor.createTensor(environment, Buffers.floats(tables.sin()), size));
        }
        return inputs;
    }

    private void closeSession() throws OrtException {
        if (session != null) {
            session.close();
            session = null;
            shape = null;
        }
    }

    @Override
    public void close() {
        try {
            closeSession();
            sessions.close();
        } catch (OrtException e) {
            throw new EngineException(e);
        }
    }
}
