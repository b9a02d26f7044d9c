/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.nvidia.NvidiaCard;
import io.github.dsemaven.nvidia.NvidiaSmi;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.onnx.GraphCompiler;
import io.github.dsemaven.perplexity.onnx.GraphSettings;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import io.github.dsemaven.perplexity.onnx.WeightSource;
import io.github.dsemaven.perplexity.quantization.Parallel;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A checkpoint on a GPU. One session serves windows of every length, because making one copies all weights; several calls
 * are in flight at a time. When memory runs out, fewer windows share a call, and the log says so.
 */
final class CudaScorer implements Scorer {
    private final OrtEnvironment environment = EngineEnvironment.get();
    private final Checkpoint checkpoint;
    private final WeightSource weights;
    private final EngineSettings settings;
    private final GraphCompiler compiler;
    private final CudaSessions sessions;
    private final CudaTuning tuning;
    private final Consumer<String> machine;
    private int batch;
    private int lanes;
    private Pieces pieces = new Pieces(0, 0);
    private CudaInputs inputs;
    private OrtSession session;

    /** @param machine told when fewer windows share a call than asked for, which changes no number */
    CudaScorer(
            Checkpoint checkpoint,
            WeightSource weights,
            EngineSettings settings,
            CudaTuning tuning,
            Consumer<String> machine) {
        this.checkpoint = checkpoint;
        this.weights = weights;
        this.settings = settings;
        this.compiler = new GraphCompiler(checkpoint, weights, graphSettings(false));
        this.sessions = new CudaSessions(environment, settings, tuning);
        this.tuning = tuning;
        this.machine = machine;
        // The float sums over a call's outlier columns depend on which columns its windows have.
        this.batch = weights.dependOnWindow() ? 1 : settings.batch();
        this.lanes = tuning.lanes();
    }

    private GraphSettings graphSettings(boolean checked) {
        return settings.graph(environment.getVersion(), weights.dependOnWindow(), checked);
    }

    @Override
    public int windowsPerCall() {
        return 4 * lanes * batch;
    }

    @Override
    public RotaryLengths rotaryLengths() {
        return new RotaryLengths(checkpoint.configuration());
    }

    @Override
    public String firstNotFinite(TokenWindow window) {
        try {
            closeSession();
            pieces = Pieces.of(List.of(window));
            ModelGraph graph =
                    new GraphCompiler(checkpoint, weights, graphSettings(true)).compile(pieces.shape(headRows()));
            inputs = new CudaInputs(environment, pieces, graph.rotaries());
            session = sessions.createAnywhere(graph);
            weights.copied();
            Map<String, OnnxTensor> call = inputs.of(
                    List.of(window), pieces.batches(List.of(window), 1).get(0));
            try (OrtSession.Result result = session.run(call)) {
                return first((boolean[]) result.get("finite").orElseThrow().getValue());
            } finally {
                CudaInputs.closeCall(call);
                closeSession();
            }
        } catch (OrtException e) {
            throw new EngineException(e);
        }
    }

    private static String first(boolean[] finite) {
        for (int i = 0; i < finite.length; i++) {
            if (!finite[i]) {
                return i == 0 ? "the embedding" : "layer " + (i - 1);
            }
        }
        return "the head";
    }

    @Override
    public float[][] nll(List<TokenWindow> windows) {
        float[][] losses = new float[windows.size()][];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = new float[windows.get(i).scored()];
        }
        if (!weights.dependOnWindow()) {
            score(windows, losses);
            return losses;
        }
        // Padding would be part of what the layers see.
        int from = 0;
        while (from < losses.length) {
            int to = from + 1;
            while (to < losses.length
                    && windows.get(to).ids().length == windows.get(from).ids().length) {
                to++;
            }
            pieces = windows.get(from).ids().length == pieces.length() ? pieces : new Pieces(0, 0);
            float[][] part = new float[to - from][];
            System.arraycopy(losses, from, part, 0, part.length);
            score(windows.subList(from, to), part);
            from = to;
        }
        return losses;
    }

    private void score(List<TokenWindow> windows, float[][] losses) {
        boolean done = windows.isEmpty();
        while (!done) {
            try {
                prepare(windows);
                List<List<Pieces.Piece>> batches = pieces.batches(windows, batch);
                Parallel.run(lanes, batches.size(), () -> i -> run(windows, batches.get(i), losses));
                done = true;
            } catch (EngineException e) {
                retreat(e);
            }
        }
    }

    private void retreat(EngineException failure) {
        if (!failure.outOfMemory() || session == null || batch == 1 && lanes == 1) {
            throw failure;
        }
        if (lanes > 1) {
            lanes = 1;
            machine.accept("GPU memory ran out with " + tuning.lanes() + " calls of " + batch
                    + " windows in flight; going on with one call at a time");
        } else {
            batch /= 2;
            machine.accept("GPU memory ran out with " + 2 * batch + " windows a call; going on with " + batch);
        }
    }

    private void prepare(List<TokenWindow> windows) {
        if (session != null && pieces.length() > 0 && pieces.hold(windows)) {
            return;
        }
        try {
            closeSession();
            pieces = Pieces.of(windows);
            ModelGraph graph = compiler.compile(pieces.shape(headRows()));
            if (fit(graph)) {
                graph = compiler.compile(pieces.shape(headRows()));
            }
            inputs = new CudaInputs(environment, pieces, graph.rotaries());
            session = new CudaPlacement(sessions).create(graph, profiled -> feed(profiled, windows));
            weights.copied();
        } catch (OrtException e) {
            throw new EngineException(e);
        }
    }

    private int headRows() {
        long perRow = (long) checkpoint.configuration().vocabularySize() * batch;
        // A power of two: matrix products come in tiles of 128 rows and more.
        return Integer.highestOneBit((int) Math.max(16, Math.min(1 << 30, tuning.logits() / perRow)));
    }

    /**
     * Takes fewer windows a call where the card has no room for more.
     *
     * @return whether the batch changed
     * @throws DseException with the numbers where not even one window fits
     */
    private boolean fit(ModelGraph graph) {
        Optional<NvidiaCard.Memory> memory =
                settings.cudaDevice().isPresent() ? memory(settings.cudaDevice().getAsInt()) : Optional.empty();
        if (memory.isEmpty()) {
            return false;
        }
        GpuNeed need =
                GpuNeed.of(checkpoint.configuration(), graph, settings.dtype(), pieces.length(), tuning.logits());
        int wanted = batch;
        long free = memory.get().freeBytes();
        while (need.total(lanes, batch) > free && batch * lanes > 1) {
            if (lanes > 1) {
                lanes = 1;
            } else {
                batch /= 2;
            }
        }
        if (need.total(lanes, batch) > free) {
            throw new DseException(
                    Place.of("device cuda:" + settings.cudaDevice().getAsInt()),
                    String.format(
                            Locale.ROOT,
                            "%s needs about %.1f GiB (%.1f GiB for weights) but %.1f GiB of %.1f GiB are free",
                            checkpoint.folder(),
                            gib(need.total(1, 1)),
                            gib(need.weights()),
                            gib(free),
                            gib(memory.get().totalBytes())),
                    Suggestions.roomOnTheGpu());
        }
        if (batch < wanted) {
            machine.accept(String.format(
                    Locale.ROOT,
                    "%.1f GiB of GPU memory are free: %d windows a call instead of %d",
                    gib(free),
                    batch,
                    wanted));
        }
        return batch < wanted;
    }

    private static Optional<NvidiaCard.Memory> memory(int device) {
        return NvidiaSmi.ofThisMachine()
                .card(device, Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")))
                .flatMap(NvidiaCard::memory);
    }

    private static double gib(long bytes) {
        return bytes / (double) (1L << 30);
    }

    /** Runs the first windows for the sake of the profile. */
    private void feed(OrtSession profiled, List<TokenWindow> windows) throws OrtException {
        Map<String, OnnxTensor> call =
                inputs.of(windows, pieces.batches(windows, 1).get(0));
        try (OrtSession.Result ignored = profiled.run(call)) {
            ignored.size();
        } finally {
            CudaInputs.closeCall(call);
        }
    }

    private void run(List<TokenWindow> windows, List<Pieces.Piece> batch, float[][] losses) {
        try {
            Map<String, OnnxTensor> call = inputs.of(windows, batch);
            try (OrtSession.Result result = session.run(call)) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                for (int i = 0; i < batch.size(); i++) {
                    Pieces.Piece piece = batch.get(i);
                    values.get(i * pieces.rows(), losses[piece.window()], piece.first(), piece.count());
                }
            } finally {
                CudaInputs.closeCall(call);
            }
        } catch (OrtException e) {
            throw new EngineException(e);
        }
    }

    private void closeSession() throws OrtException {
        if (inputs != null) {
            inputs.close();
            inputs = null;
        }
        if (session != null) {
            session.close();
            session = null;
        }
    }

    @Override
    public void close() {
        try {
            closeSession();
            weights.released();
        } catch (OrtException e) {
            throw new EngineException(e);
        }
    }
}
