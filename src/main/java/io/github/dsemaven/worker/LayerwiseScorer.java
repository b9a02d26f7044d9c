/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.onnx.GraphShape;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import io.github.dsemaven.perplexity.onnx.ScoredRows;
import io.github.dsemaven.perplexity.onnx.StageCompiler;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scores windows on the CPU layer by layer: a few windows go through one layer, whose weights are quantized and restored for
 * them, then through the next. A changed copy of a large model's weights never exists; that they are made anew for every few
 * windows costs a few hundredths of the time of the matrix products.
 */
final class LayerwiseScorer implements Scorer {
    /** Bytes of changed weights that are kept: with what windows at work need, less than 1 GiB. */
    private static final long MOST_PREPARED = 512L << 20;

    /** Hidden states in memory between layers. */
    private static final long STATES = 128L << 20;

    private static final int MOST_WINDOWS = 16;
    private static final int USUAL_LENGTH = 2048;

    /** Elements of a part of the head: 128 MiB. */
    private static final long HEAD_PART = 32L << 20;

    private final OrtEnvironment environment = EngineEnvironment.get();
    private final Checkpoint checkpoint;
    private final ModelConfiguration configuration;
    private final StageWeights weights;
    private final StageCompiler stages;
    private final Parallelism parallelism;
    private final RotaryInputs rotaries = new RotaryInputs(environment);
    /** Takes a stage's output, then changes places with its input. */
    private ByteBuffer spare = ByteBuffer.allocateDirect(0);

    private LayerwiseScorer(Checkpoint checkpoint, StageWeights weights, EngineSettings settings) {
        this.checkpoint = checkpoint;
        this.configuration = checkpoint.configuration();
        this.weights = weights;
        this.stages = new StageCompiler(checkpoint, weights, settings.graph(weights.dependOnWindow(), false));
        this.parallelism = new Parallelism(1, settings.threads(), false, false);
    }

    static LayerwiseScorer open(Checkpoint checkpoint, QuantizationScheme scheme, EngineSettings settings) {
        var weights = new StageWeights(checkpoint, scheme, settings.threads());
        return new LayerwiseScorer(checkpoint, weights, settings);
    }

    /**
     * Whether the weights are better made layer by layer: where a copy of what a scheme changes would be too large to keep, and
     * for integer weights, which are cast to float32 when they multiply.
     */
    static boolean suits(Checkpoint checkpoint, WeightPlan plan) {
        return !Parallelism.isSmall(checkpoint) && (plan.preparedBytes() > MOST_PREPARED || plan.hasIntegers());
    }

    /** How many windows of a length go through a layer together. */
    static int group(ModelConfiguration configuration, int length) {
        long state = (long) length * configuration.hiddenSize() * Float.BYTES;
        return (int) Math.max(1, Math.min(MOST_WINDOWS, STATES / state));
    }

    /**
     * Bytes that a layer at work needs besides its weights: hidden states of all windows, a part of the head or as many rows of
     * the embedding, and what one window's part is computed with.
     */
    static long workingBytes(ModelConfiguration configuration, GraphShape shape, boolean wholeWindows) {
        long state = (long) shape.length() * configuration.hiddenSize() * Float.BYTES;
        long states = (group(configuration, shape.length()) + 1) * state;
        long layer = Parallelism.layerElements(configuration, shape, wholeWindows) * Float.BYTES;
        return states + HEAD_PART * Float.BYTES + layer;
    }

    @Override
    public RotaryLengths rotaryLengths() {
        return new RotaryLengths(configuration);
    }

    @Override
    public int windowsPerCall() {
        return group(configuration, USUAL_LENGTH);
    }

    @Override
    public float[][] nll(List<TokenWindow> windows) {
        float[][] losses = new float[windows.size()][];
        int longest =
                windows.stream().mapToInt(window -> window.ids().length).max().orElse(1);
        int group = group(configuration, longest);
        for (int from = 0; from < windows.size(); from += group) {
            List<TokenWindow> part = windows.subList(from, Math.min(from + group, windows.size()));
            float[][] scored = score(states(part), (stage, states) -> {});
            System.arraycopy(scored, 0, losses, from, scored.length);
        }
        return losses;
    }

    @Override
    public String firstNotFinite(TokenWindow window) {
        List<String> found = new ArrayList<>();
        score(states(List.of(window)), (stage, states) -> {
            if (found.isEmpty() && !states.get(0).isFinite()) {
                found.add(stage);
            }
        });
        return found.isEmpty() ? "the head" : found.get(0);
    }

    /** Told after the embedding and each layer. */
    private interface Observer {
        void after(String stage, List<WindowState> states);
    }

    private List<WindowState> states(List<TokenWindow> windows) {
        return windows.stream()
                .map(window -> new WindowState(window, shapeOf(window), new KnownTokens(checkpoint)))
                .toList();
    }

    private static GraphShape shapeOf(TokenWindow window) {
        int length = window.ids().length;
        int scored = window.scored();
        return new GraphShape(length, new ScoredRows.Range(length - scored - 1, length - 1), scored);
    }

    private float[][] score(List<WindowState> states, Observer observer) {
        try {
            int[] entries = states.stream()
                    .flatMapToInt(state -> Arrays.stream(state.ids()))
                    .distinct()
                    .sorted()
                    .toArray();
            weights.beginEntries(entries);
            stage(
                    states,
                    stages::embedding,
                    (state, inputs) -> inputs.put("input_ids", state.idsAmong(entries)),
                    this::hidden);
            observer.after("the embedding", states);
            for (int i = 0; i < configuration.layers().size(); i++) {
                int layer = i;
                boolean last = layer == configuration.layers().size() - 1;
                weights.begin();
                stage(
                        states,
                        shape -> stages.layer(layer, shape),
                        (state, inputs) -> inputs.put("x", state.x()),
                        last ? this::scored : this::hidden);
                observer.after("layer " + layer, states);
            }
            head(states);
            float[][] losses = new float[states.size()][];
            for (int i = 0; i < losses.length; i++) {
                losses[i] = states.get(i).losses();
            }
            return losses;
        } catch (OrtException e) {
            throw new EngineException(e);
        }
    }

    private void head(List<WindowState> states) throws OrtException {
        int vocabulary = configuration.vocabularySize();
        int entries = (int) (HEAD_PART / configuration.residual().embeddingSize());
        for (int from = 0; from < vocabulary; from += entries) {
            int first = from;
            int last = Math.min(from + entries, vocabulary);
            weights.beginRange(first, last);
            forEachShape(states, shape -> stages.head(shape, first, last), (session, graph, state) -> {
                try (OnnxTensor x = state.x();
                        OnnxTensor targets = state.targets();
                        OrtSession.Result result = session.run(Map.of("x", x, "targets", targets))) {
                    state.addPart((OnnxTensor) result.get("sum").orElseThrow(), (OnnxTensor)
                            result.get("chosen").orElseThrow());
                }
            });
        }
    }

    private interface Compilation {
        ModelGraph of(GraphShape shape);
    }

    private interface Inputs {
        void add(WindowState state, Map<String, OnnxTensor> inputs) throws OrtException;
    }

    /** Dimensions of what a stage puts out. */
    private interface Output {
        long[] of(GraphShape shape);
    }

    private long[] hidden(GraphShape shape) {
        return new long[] {1, stages.rows(shape), configuration.hiddenSize()};
    }

    private long[] scored(GraphShape shape) {
        return new long[] {1, shape.rows().count(), configuration.residual().embeddingSize()};
    }

    private interface Call {
        void run(OrtSession session, ModelGraph graph, WindowState state) throws OrtException;
    }

    /** Every window through one stage, its state replaced by what the stage puts out. */
    private void stage(List<WindowState> states, Compilation compilation, Inputs given, Output output)
            throws OrtException {
        forEachShape(states, compilation, (session, graph, state) -> {
            Map<String, OnnxTensor> own = new LinkedHashMap<>();
            given.add(state, own);
            Map<String, OnnxTensor> inputs = new LinkedHashMap<>(own);
            TokenWindow window = state.window();
            rotaries.addTo(inputs, graph.rotaries(), window.ids().length, window.rotaryLength());
            long[] dimensions = output.of(state.shape());
            int bytes = Math.toIntExact(Float.BYTES * dimensions[1] * dimensions[2]);
            if (spare.capacity() < bytes) {
                spare = ByteBuffer.allocateDirect(bytes);
            }
            FloatBuffer into =
                    spare.slice(0, bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
            try (OnnxTensor y = OnnxTensor.createTensor(environment, into, dimensions)) {
                session.run(inputs, Set.of(), Map.of("y", y)).close();
                spare = state.replace(spare, dimensions);
            } finally {
                own.values().forEach(OnnxTensor::close);
            }
        });
    }

    /** One session for the windows of each shape; the weights are made with the first and shared. */
    private void forEachShape(List<WindowState> states, Compilation compilation, Call call) throws OrtException {
        Map<GraphShape, List<WindowState>> byShape = new LinkedHashMap<>();
        states.forEach(state -> byShape.computeIfAbsent(state.shape(), shape -> new ArrayList<>())
                .add(state));
        for (var entry : byShape.entrySet()) {
            ModelGraph graph = compilation.of(entry.getKey());
            try (SessionFactory sessions = new SessionFactory(environment, checkpoint);
                    OrtSession session = sessions.create(graph, parallelism)) {
                for (WindowState state : entry.getValue()) {
                    call.run(session, graph, state);
                }
            }
        }
    }

    @Override
    public void close() {
        rotaries.close();
    }
}
