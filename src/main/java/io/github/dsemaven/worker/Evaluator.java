/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.exchange.Request.Task;
import io.github.dsemaven.exchange.ResultFormat;
import io.github.dsemaven.perplexity.Device;
import io.github.dsemaven.perplexity.Evaluation;
import io.github.dsemaven.perplexity.ModelFacts;
import io.github.dsemaven.perplexity.Timing;
import io.github.dsemaven.perplexity.Window;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import io.github.dsemaven.perplexity.onnx.GraphShape;
import io.github.dsemaven.perplexity.onnx.ScoredRows;
import io.github.dsemaven.perplexity.quantization.LlmInt8Scheme;
import io.github.dsemaven.perplexity.quantization.StoredScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Runs evaluations one after the other; keeps what the next one can use. */
final class Evaluator implements AutoCloseable {
    /** Rows of logits at a time, for the estimate of memory. */
    private static final int HEAD_ROWS = 128;

    private final Request request;
    private final EventLog log;
    private final Texts texts;
    private final ModelDigests digests;
    private final KeptResults results;
    private final Set<String> warned = new HashSet<>();
    /** What was evaluated in this run, by the digest of what determines it. */
    private final Map<String, Evaluation> evaluated = new HashMap<>();

    private LoadedModel loaded;

    Evaluator(Request request, EventLog log) {
        this.request = request;
        this.log = log;
        this.texts = new Texts(request.caches().resolve("native"));
        this.digests = new ModelDigests(request.caches());
        this.results = new KeptResults(request.results());
        results.prune(Instant.now());
    }

    /**
     * Evaluates, or takes over what an earlier run computed from the same.
     *
     * @throws DseException when the user's input is wrong
     */
    ResultFormat.Facts evaluate(Task task) throws IOException {
        Evaluation evaluation = task.evaluation();
        Place place = place(task, evaluation);
        boolean cuda = task.cuda();
        DType dtype = evaluation.dtype().on(cuda ? Device.Kind.CUDA : Device.Kind.CPU);
        Inputs inputs = Inputs.open(evaluation, dtype, texts, untypical(place, cuda, dtype));
        Checkpoint checkpoint = inputs.checkpoint();
        WeightPlan weights = inputs.weights();
        Texts.Text text = inputs.text();
        new KnownTokens(checkpoint).check(text.tokens().largest(), text.last());
        checkpoint.warnings().forEach(warning -> warnOnce(evaluation.hfModel() + ": " + warning));
        text.warnings().forEach(this::warnOnce);
        warnOfPositions(evaluation, checkpoint);
        warnOfNoFewBits(evaluation);
        List<Window> windows = evaluation.windows(text.tokens().length());
        Map<String, String> modelDigests = digests.of(checkpoint);
        Cause cause = cause(task, evaluation, dtype, text, modelDigests);
        Timing timing;
        if (NllJournal.completed(results.losses(cause), cause, windows) >= windows.size()) {
            Optional<Evaluation> same = Optional.ofNullable(evaluated.get(cause.digest()))
                    .filter(other ->
                            !other.dataset().name().equals(evaluation.dataset().name()));
            timing = same.isPresent() ? share(evaluation, same.get(), cause) : reuse(cause);
        } else {
            Scoring scoring =
                    new Scoring(task, place, evaluation, dtype, batch(evaluation, checkpoint, dtype, cuda), cause);
            timing = score(scoring, checkpoint, weights, text, windows);
        }
        evaluated.putIfAbsent(cause.digest(), evaluation);
        results.used(cause);
        cause.write(results.lastCause(evaluation), evaluation.title());
        Map<String, String> versions = new LinkedHashMap<>(request.versions());
        versions.put("tokenizers-native", text.tokenizer());
        versions.putAll(request.libraries());
        if (evaluation.dataset().parquet(Path.of(""))) {
            versions.putAll(request.readers());
        }
        return new ResultFormat.Facts(
                shown(task),
                dtype,
                text.facts(),
                new ModelFacts(weights.size(), versions, modelDigests),
                timing,
                cause.digest(),
                results.losses(cause));
    }

    /**
     * Looks at the model and the text of an evaluation that no device is there for.
     *
     * @throws DseException with what is wrong with them
     */
    void check(Task task) {
        Evaluation evaluation = task.evaluation();
        Inputs.open(evaluation, evaluation.dtype().on(Device.Kind.CUDA), texts, List.of());
    }

    private static List<Problem> untypical(Place place, boolean cuda, DType dtype) {
        return cuda || dtype != DType.BF16
                ? List.of()
                : List.of(new Problem(place, "bfloat16 can't be computed on the CPU", Suggestions.typesOfTheCpu()));
    }

    private record Scoring(Task task, Place place, Evaluation evaluation, DType dtype, int batch, Cause cause) {}

    private Timing share(Evaluation evaluation, Evaluation same, Cause cause) {
        log.info("  the " + evaluation.split().text() + " split of "
                + evaluation.dataset().name() + " is the same text as that of "
                + same.dataset().name() + ": evaluated once, reported for both");
        return PastTiming.read(results.folder(), cause);
    }

    private Timing reuse(Cause cause) {
        log.info("  nothing changed since it was last evaluated: its numbers are reused");
        return PastTiming.read(results.folder(), cause);
    }

    private Timing score(
            Scoring scoring, Checkpoint checkpoint, WeightPlan weights, Texts.Text text, List<Window> windows)
            throws IOException {
        Evaluation evaluation = scoring.evaluation();
        Cause cause = scoring.cause();
        List<Window> all =
                evaluation.protocol().windows(text.tokens().length(), evaluation.maxLength(), evaluation.stride());
        DeviceLock lock = DeviceLock.acquire(
                request.caches().resolve("locks"),
                scoring.task().devices(),
                device -> log.info("  waiting for another evaluation on " + device + " to end"));
        try (NllJournal journal = NllJournal.open(results.losses(cause), cause, all)) {
            if (journal.completed() >= windows.size()) {
                return reuse(cause); // of the evaluation that was waited for
            }
            explain(evaluation, cause, journal.completed(), windows.size());
            Timing timing = new ScoringRun(scoring.task().number(), scoring.place(), scoring.batch(), log)
                    .run(session(scoring, checkpoint, weights), text.tokens().ids(), windows, journal);
            PastTiming.write(results.folder(), cause, timing);
            return timing;
        } finally {
            lock.close();
        }
    }

    private Scorer session(Scoring scoring, Checkpoint checkpoint, WeightPlan weights) {
        Evaluation evaluation = scoring.evaluation();
        LoadedModel.Key key = new LoadedModel.Key(
                evaluation.modelFolder(),
                evaluation.quantization().label(),
                scoring.task().deviceLabel(),
                scoring.dtype(),
                scoring.batch(),
                evaluation.lowMemory());
        if (loaded != null && !loaded.key().equals(key)) {
            close();
        }
        if (loaded == null) {
            List<EngineSettings> workers = scoring.task().devices().stream()
                    .map(device -> settings(scoring, device).withLowMemory(evaluation.lowMemory()))
                    .toList();
            if (!scoring.task().cuda()) {
                checkMemory(scoring, checkpoint, weights, workers.get(0));
            }
            announce(evaluation, weights);
            loaded = new LoadedModel(
                    key, Scorers.open(checkpoint, evaluation.quantization(), workers, log::warnOfMachine));
        }
        return loaded.session();
    }

    private static void checkMemory(
            Scoring scoring, Checkpoint checkpoint, WeightPlan weights, EngineSettings settings) {
        int length = scoring.evaluation().maxLength();
        int scored = Math.min(scoring.evaluation().stride(), length - 1);
        GraphShape shape = new GraphShape(length, new ScoredRows.Range(length - scored - 1, length - 1), HEAD_ROWS);
        boolean wholeWindows = scoring.evaluation().quantization() instanceof LlmInt8Scheme;
        MemoryNeed.of(weights, checkpoint, settings, shape, wholeWindows)
                .check(scoring.place(), new AvailableMemory(Path.of("/")).bytes());
    }

    private void announce(Evaluation evaluation, WeightPlan weights) {
        if (evaluation.quantization() instanceof StoredScheme stored) {
            log.info("  " + stored.description());
        }
        List<String> quantized = weights.quantized();
        if (!quantized.isEmpty()) {
            log.info("  " + evaluation.quantization().description());
            log.debug("  quantized here: " + String.join(", ", quantized));
        }
    }

    private EngineSettings settings(Scoring scoring, String device) {
        int threads = Math.max(1, request.threads() / scoring.task().devices().size());
        if (device.equals("cpu")) {
            return new EngineSettings(
                    OptionalInt.empty(), scoring.dtype(), AttentionKernel.BLOCK_CAUSAL, threads, scoring.batch());
        }
        int card = Integer.parseInt(device.substring("cuda:".length()));
        AttentionKernel kernel = scoring.dtype() == DType.F32 ? AttentionKernel.STANDARD : AttentionKernel.GROUP_QUERY;
        return new EngineSettings(OptionalInt.of(card), scoring.dtype(), kernel, threads, scoring.batch());
    }

    /** More windows a call gain nothing on the CPU (measured) but for short ones. */
    private static int batch(Evaluation evaluation, Checkpoint checkpoint, DType dtype, boolean cuda) {
        int auto = cuda
                ? GpuNeed.batch(checkpoint.configuration(), dtype, evaluation.maxLength())
                : Math.max(1, 512 / evaluation.maxLength());
        return evaluation.batch().orElse(auto);
    }

    private void warnOnce(String warning) {
        if (warned.add(warning)) {
            log.warn(warning);
        }
    }

    private void warnOfPositions(Evaluation evaluation, Checkpoint checkpoint) {
        int positions = checkpoint.configuration().maxPositions();
        if (evaluation.maxLength() > positions) {
            log.warn(evaluation.hfModel() + ": maxLength " + evaluation.maxLength() + " is beyond the " + positions
                    + " positions that the model was made for (max_position_embeddings of config.json); its perplexity "
                    + "is likely to be much worse than at " + positions);
        }
    }

    private void warnOfNoFewBits(Evaluation evaluation) {
        if (evaluation.lowMemory() && !LowBitWeights.suit(evaluation.quantization())) {
            log.warn("lowMemory changes nothing for "
                    + evaluation.quantization().label() + ", whose weights have no form of few bits");
        }
    }

    private Cause cause(
            Task task, Evaluation evaluation, DType dtype, Texts.Text text, Map<String, String> modelDigests) {
        Map<String, String> parts = new LinkedHashMap<>();
        modelDigests.forEach((name, sha256) -> parts.put("model " + name, sha256));
        request.libraries().forEach((name, sha256) -> parts.put("library " + name, sha256));
        request.versions().forEach((name, version) -> parts.put("version of " + name, version));
        parts.put("text", text.facts().sha256());
        parts.put("quantization", evaluation.quantization().label());
        parts.put("protocol", evaluation.protocol().text());
        parts.put("maxLength", Integer.toString(evaluation.maxLength()));
        parts.put("stride", Integer.toString(evaluation.stride()));
        parts.put("device", task.deviceLabel());
        parts.put("dtype", dtype.name());
        if (evaluation.lowMemory()) {
            parts.put("lowMemory", "true");
        }
        return new Cause(parts);
    }

    private void explain(Evaluation evaluation, Cause cause, int completed, int wanted) {
        if (completed > 0) {
            log.info("  resumed at window " + completed + " of " + wanted);
        } else {
            List<String> changed = cause.differences(results.lastCause(evaluation), evaluation.title());
            log.info(
                    changed.isEmpty()
                            ? "  evaluated for the first time"
                            : "  evaluated again, because of what changed: " + String.join(", ", changed));
        }
    }

    /** As the source script writes it: {@code cuda} for the first card. */
    private static String shown(Task task) {
        return task.deviceLabel().equals("cuda:0") ? "cuda" : task.deviceLabel();
    }

    private static Place place(Task task, Evaluation evaluation) {
        String element = task.settings().element();
        return Place.of((element.isEmpty() ? "" : element + " ") + evaluation.hfModel() + " "
                + evaluation.quantization().label());
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
            loaded = null;
            // Weights are kept outside the heap by buffers that only a collection frees.
            System.gc();
        }
    }
}
