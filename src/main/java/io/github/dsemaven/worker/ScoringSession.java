/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.onnx.GraphCompiler;
import io.github.dsemaven.perplexity.onnx.GraphShape;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import io.github.dsemaven.perplexity.onnx.ScoredRows;
import io.github.dsemaven.perplexity.onnx.Supply;
import io.github.dsemaven.perplexity.onnx.WeightSource;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A checkpoint ready to score text: negative log-likelihoods of the scored tokens of windows, several windows a call.
 *
 * <p>Windows of one shape share a graph; the session of the last shape is kept. The numbers depend neither on the batch nor
 * on the order of calls.
 */
public final class ScoringSession implements Scorer {
    /**
     * Logits in memory at a time, in elements: 2 MiB, which stay in a core's cache (2 % faster than 16 MiB for a small model,
     * measured), but for at least so many positions.
     */
    private static final long LOGITS = 512L << 10;

    private static final int FEWEST_HEAD_ROWS = 128;

    private final OrtEnvironment environment = EngineEnvironment.get();
    private final Checkpoint checkpoint;
    private final WeightSource weights;
    private final GraphCompiler compiler;
    private final SessionFactory sessions;
    private final EngineSettings settings;
    private final boolean wholeWindows;
    private final KnownTokens tokens;
    private final RotaryInputs rotaries = new RotaryInputs(environment);
    private GraphShape shape;
    private ModelGraph graph;
    private OrtSession session;
    private Workers workers;

    private ScoringSession(Checkpoint checkpoint, WeightSource weights, EngineSettings settings, boolean checked) {
        this.checkpoint = checkpoint;
        this.weights = weights;
        this.wholeWindows = weights.dependOnWindow();
        this.compiler = new GraphCompiler(checkpoint, weights, settings.graph(wholeWindows, checked));
        this.sessions = new SessionFactory(environment, checkpoint);
        this.settings = settings;
        this.tokens = new KnownTokens(checkpoint);
    }

    /**
     * Prepares a checkpoint; its weights are loaded with the first windows.
     *
     * @param weights forms of the weights: as stored, cast or quantized
     */
    public static ScoringSession open(Checkpoint checkpoint, WeightSource weights, EngineSettings settings) {
        return new ScoringSession(checkpoint, weights, settings, false);
    }

    @Override
    public RotaryLengths rotaryLengths() {
        return new RotaryLengths(checkpoint.configuration());
    }

    /** How many windows a call of {@link #nll} should get at least, so that all threads have work. */
    @Override
    public int windowsPerCall() {
        return settings.batch() * Math.max(1, settings.threads());
    }

    /**
     * Scores windows.
     *
     * @return for each window the negative log-likelihoods of its scored tokens, in nats
     */
    @Override
    public float[][] nll(List<TokenWindow> windows) {
        var losses = new ArrayList<float[]>();
        int from = 0;
        while (from < windows.size()) {
            int to = from + 1;
            while (to < windows.size() && alike(windows.get(from), windows.get(to))) {
                to++;
            }
            prepare(shapeOf(windows.get(from)));
            losses.addAll(sameShape(windows.subList(from, to)));
            from = to;
        }
        return losses.toArray(float[][]::new);
    }

    /**
     * Where the numbers of a window stop being finite, found by running it once more with a check behind every layer:
     * {@code the embedding}, {@code layer 3} or {@code the head}.
     */
    @Override
    public String firstNotFinite(TokenWindow window) {
        try (var checked = new ScoringSession(checkpoint, weights, settings, true)) {
            return checked.locate(window);
        }
    }

    private String locate(TokenWindow window) {
        try {
            prepare(shapeOf(window));
            Map<String, OnnxTensor> inputs = inputs(List.of(window));
            try (OrtSession.Result result = session.run(withRotaries(inputs, window))) {
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

    private List<float[]> sameShape(List<TokenWindow> windows) {
        var calls = new ArrayList<Callable<float[][]>>();
        for (int from = 0; from < windows.size(); from += settings.batch()) {
            List<TokenWindow> part = windows.subList(from, Math.min(from + settings.batch(), windows.size()));
            calls.add(() -> run(part));
        }
        return workers.run(calls).stream().flatMap(Arrays::stream).toList();
    }

    private float[][] run(List<TokenWindow> windows) throws OrtException {
        Map<String, OnnxTensor> inputs = inputs(windows);
        try (OrtSession.Result result = session.run(withRotaries(inputs, windows.get(0)))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[][] losses = new float[windows.size()][windows.get(0).scored()];
            for (float[] row : losses) {
                values.get(row);
            }
            return losses;
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private GraphShape shapeOf(TokenWindow window) {
        int length = window.ids().length;
        long perRow = (long) checkpoint.configuration().vocabularySize() * settings.batch();
        int headRows = (int) Math.min(window.scored(), Math.max(FEWEST_HEAD_ROWS, LOGITS / perRow));
        return new GraphShape(length, new ScoredRows.Range(length - window.scored() - 1, length - 1), headRows);
    }

    private void prepare(GraphShape wanted) {
        if (wanted.equals(shape)) {
            return;
        }
        try {
            closeSession();
            graph = compiler.compile(wanted);
            boolean asStored = graph.parameters().stream().allMatch(ScoringSession::isAsStored);
            Parallelism parallelism = Parallelism.of(checkpoint, settings, wanted, wholeWindows, asStored);
            session = sessions.create(graph, parallelism);
            workers = new Workers(parallelism.workers());
            shape = wanted;
        } catch (OrtException e) {
            throw new EngineException(e);
        }
    }

    private static boolean isAsStored(ModelGraph.Parameter parameter) {
        return parameter.supply() instanceof Supply.Stored stored
                && stored.through() == DType.F32
                && parameter.tensor().dtype() == DType.F32;
    }

    private Map<String, OnnxTensor> inputs(List<TokenWindow> windows) throws OrtException {
        int batch = windows.size();
        int length = shape.length();
        int scored = windows.get(0).scored();
        LongBuffer ids = Buffers.longs(batch * length);
        LongBuffer targets = Buffers.longs(batch * scored);
        for (TokenWindow window : windows) {
            int[] given = window.ids();
            for (int id : given) {
                ids.put(tokens.check(id));
            }
            for (int i = length - scored; i < length; i++) {
                targets.put(given[i]);
            }
        }
        var inputs = new LinkedHashMap<String, OnnxTensor>();
        inputs.put("input_ids", OnnxTensor.createTensor(environment, ids.flip(), new long[] {batch, length}));
        inputs.put("targets", OnnxTensor.createTensor(environment, targets.flip(), new long[] {batch, scored}));
        return inputs;
    }

    private Map<String, OnnxTensor> withRotaries(Map<String, OnnxTensor> own, TokenWindow window) throws OrtException {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>(own);
        rotaries.addTo(inputs, graph.rotaries(), shape.length(), window.rotaryLength());
        return inputs;
    }

    private void closeSession() throws OrtException {
        if (session != null) {
            workers.close();
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
            rotaries.close();
        } catch (OrtException e) {
            throw new EngineException(e);
        } finally {
            weights.released();
        }
    }
}
