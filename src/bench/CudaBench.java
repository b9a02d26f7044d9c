/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.nvidia.NvidiaCard;
import io.github.dsemaven.nvidia.NvidiaSmi;
import io.github.dsemaven.perplexity.Protocol;
import io.github.dsemaven.perplexity.Window;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.RotaryConfiguration;
import io.github.dsemaven.perplexity.onnx.GraphCompiler;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import io.github.dsemaven.perplexity.onnx.RotaryTables;
import io.github.dsemaven.perplexity.onnx.WeightSource;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

/** Accuracy and speed on one card, by hand: see src/bench/cuda.sh. */
public final class CudaBench {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private CudaBench() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "agree" -> agree(rest(arguments));
            case "perplexity" -> perplexity(rest(arguments));
            case "speed" -> speed(rest(arguments));
            case "profile" -> profile(rest(arguments));
            case "load" -> load(rest(arguments));
            case "whole" -> whole(rest(arguments));
            case "gates" -> GateBench.run(rest(arguments));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static String[] rest(String[] arguments) {
        return Arrays.copyOfRange(arguments, 1, arguments.length);
    }

    static EngineSettings settings(DType dtype, int batch) {
        AttentionKernel kernel = dtype == DType.F32 ? AttentionKernel.STANDARD : AttentionKernel.GROUP_QUERY;
        if (System.getProperty("kernel") != null) {
            kernel = AttentionKernel.valueOf(System.getProperty("kernel"));
        }
        boolean cpu = Boolean.getBoolean("cpu");
        return new EngineSettings(cpu ? OptionalInt.empty() : OptionalInt.of(0), dtype, kernel, THREADS, batch);
    }

    static CudaTuning tuning() {
        Map<String, String> options = new TreeMap<>();
        for (String option : System.getProperty("options", "").split(",")) {
            if (!option.isEmpty()) {
                options.put(option.split("=")[0], option.split("=")[1]);
            }
        }
        return new CudaTuning(
                Integer.getInteger("lanes", CudaTuning.DEFAULT.lanes()),
                Long.getLong("logits", CudaTuning.DEFAULT.logits()),
                options);
    }

    /** @param text scheme, with {@code +low} appended for weights that stay in few bits */
    private static Scorer scorer(Checkpoint checkpoint, String text, DType dtype, int batch) {
        EngineSettings settings = settings(dtype, batch);
        return new CudaScorer(checkpoint, weights(checkpoint, text, settings), settings, tuning(), System.out::println);
    }

    private static WeightSource weights(Checkpoint checkpoint, String text, EngineSettings settings) {
        QuantizationScheme scheme = QuantizationSchemes.parse(Place.of("bench"), text.replace("+low", ""));
        var restored = new FileWeights(checkpoint, scheme, settings.dtype(), THREADS);
        return text.endsWith("+low") ? new LowBitWeights(checkpoint, scheme, settings, restored) : restored;
    }

    /** Folders of models with a reference.json each. */
    private static void agree(String[] folders) throws Exception {
        System.out.println("model                            F32 rms    F16 rms    F16 mean   BF16 rms   BF16 mean");
        for (String root : folders) {
            List<Path> models;
            try (var list = Files.list(Path.of(root))) {
                models = list.filter(path -> Files.exists(path.resolve("reference.json"))).sorted().toList();
            }
            for (Path model : models) {
                StringBuilder line = new StringBuilder(String.format(
                        Locale.ROOT, "%-30s", model.getParent().getParent().getFileName() + "/" + model.getFileName()));
                for (DType dtype : List.of(DType.F32, DType.F16, DType.BF16)) {
                    line.append(difference(model, dtype));
                }
                System.out.println(line);
            }
        }
    }

    private static String difference(Path model, DType dtype) {
        try {
            JsonObject reference = JsonParser.parseString(Files.readString(model.resolve("reference.json")))
                    .getAsJsonObject();
            int[] ids = ints(reference.getAsJsonArray("input_ids"));
            JsonArray expected = reference.getAsJsonArray("nll");
            float[] nll;
            try (Scorer scorer = scorer(Checkpoint.open(model), "fp16", dtype, 1)) {
                nll = scorer.nll(List.of(new TokenWindow(ids, ids.length - 1)))[0];
            }
            double squares = 0;
            double sum = 0;
            for (int i = 0; i < nll.length; i++) {
                double difference = nll[i] - expected.get(i).getAsDouble();
                squares += difference * difference;
                sum += difference;
            }
            String rms = String.format(Locale.ROOT, " %10.2e", Math.sqrt(squares / nll.length));
            return dtype == DType.F32 ? rms : rms + String.format(Locale.ROOT, " %10.2e", sum / nll.length);
        } catch (Exception e) {
            System.out.println(model.getFileName() + " " + dtype + ": " + String.valueOf(e.getMessage()).replace('\n', ' '));
            return "       FAIL";
        }
    }

    private static int[] ints(JsonArray array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).getAsInt();
        }
        return values;
    }

    /** Model folder, file of int32 ids, reference perplexities, then scheme:dtype:key... */
    private static void perplexity(String[] arguments) throws Exception {
        Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[0]));
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[1]))).order(ByteOrder.LITTLE_ENDIAN);
        int[] ids = new int[bytes.remaining() / 4];
        bytes.asIntBuffer().get(ids);
        JsonObject reference = JsonParser.parseString(Files.readString(Path.of(arguments[2])))
                .getAsJsonObject()
                .getAsJsonObject("tiny_llama");
        for (int i = 3; i < arguments.length; i++) {
            String[] parts = arguments[i].split(":");
            DType dtype = DType.valueOf(parts[1]);
            int batch = parts.length > 3 ? Integer.parseInt(parts[3]) : 8;
            double expected =
                    reference.getAsJsonObject(parts[2] + "/2048/512").get("ppl").getAsDouble();
            List<Window> windows = Protocol.SOURCE.windows(ids.length, 2048, 512);
            try (Scorer scorer = scorer(checkpoint, parts[0], dtype, batch)) {
                long start = System.nanoTime();
                float[][] first = scorer.nll(windowsOf(ids, windows));
                double seconds = (System.nanoTime() - start) / 1e9;
                boolean same = Arrays.deepEquals(first, scorer.nll(windowsOf(ids, windows)));
                double ppl = sourcePerplexity(windows, first);
                System.out.printf(
                        Locale.ROOT,
                        "%-10s %-4s batch %2d  ppl %.8f  reference %.8f  relative %+.2e  rerun %s  %.1f s%n",
                        parts[0],
                        dtype,
                        batch,
                        ppl,
                        expected,
                        ppl / expected - 1,
                        same ? "identical" : "DIFFERS",
                        seconds);
            } catch (Exception e) {
                System.out.println(arguments[i] + " FAILED: " + e);
            }
        }
    }

    static List<TokenWindow> windowsOf(int[] ids, List<Window> windows) {
        return windows.stream()
                .map(window ->
                        new TokenWindow(Arrays.copyOfRange(ids, window.begin(), window.end()), window.scored()))
                .toList();
    }

    static double sourcePerplexity(List<Window> windows, float[][] nll) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < nll.length; i++) {
            double mean = 0;
            for (float value : nll[i]) {
                mean += value;
            }
            sum += mean / nll[i].length * windows.get(i).weight();
            weights += windows.get(i).weight();
        }
        return Math.exp(sum / weights);
    }

    /** Model folder, scheme, dtype, batch (0 for as many as the goal would choose), rounds; each round is 2 calls of every lane. */
    private static void speed(String[] arguments) throws Exception {
        long began = System.nanoTime();
        Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[0]));
        DType dtype = DType.valueOf(arguments[2]);
        int rounds = Integer.parseInt(arguments[4]);
        int length = Integer.getInteger("length", 2048);
        int given = Integer.parseInt(arguments[3]);
        int batch = given > 0 ? given : GpuNeed.batch(checkpoint.configuration(), dtype, length);
        int scored = Integer.getInteger("scored", 512);
        int lanes = tuning().lanes();
        int count = 2 * batch * lanes;
        var random = new Random(1);
        List<TokenWindow> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] ids = random.ints(length, 5, checkpoint.configuration().vocabularySize()).toArray();
            windows.add(new TokenWindow(ids, scored));
        }
        long freeBefore = free();
        long least = freeBefore;
        double load;
        List<Double> rates = new ArrayList<>();
        double total;
        try (Scorer scorer = scorer(checkpoint, arguments[1], dtype, batch)) {
            long start = System.nanoTime();
            scorer.nll(windows.subList(0, 1));
            load = (System.nanoTime() - start) / 1e9;
            scorer.nll(windows);
            for (int i = 0; i < rounds; i++) {
                long before = System.nanoTime();
                scorer.nll(windows);
                rates.add((double) count * length / (System.nanoTime() - before) * 1e9);
            }
            least = free();
        }
        long freeAfter = free();
        rates.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%s %s %s batch %d lanes %d logits %dM %s: load+first %.2f s, %.0f tokens/s median (%.0f to %.0f, %d"
                        + " windows), memory %.2f GiB, after close %.2f GiB%n",
                checkpoint.folder().getFileName(),
                arguments[1],
                dtype,
                batch,
                lanes,
                tuning().logits() >> 20,
                tuning().providerOptions(),
                load,
                rates.get(rates.size() / 2),
                rates.get(0),
                rates.get(rates.size() - 1),
                rounds * count,
                (freeBefore - least) / 1073741824.0,
                (freeBefore - freeAfter) / 1073741824.0);
        total = (System.nanoTime() - began) / 1e9;
        System.out.printf(Locale.ROOT, "  in all %.1f s%n", total);
    }

    /** Model folder, dtype, batch: time by operator; run with CUDA_LAUNCH_BLOCKING=1. */
    private static void profile(String[] arguments) throws Exception {
        Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[0]));
        DType dtype = DType.valueOf(arguments[1]);
        int batch = Integer.parseInt(arguments[2]);
        EngineSettings settings = settings(dtype, batch);
        var weights = new FileWeights(checkpoint, QuantizationSchemes.parse(Place.of("bench"), "fp16"), dtype, THREADS);
        var pieces = new Pieces(2048, 512);
        OrtEnvironment environment = EngineEnvironment.get();
        int headRows = Integer.highestOneBit(
                (int) (tuning().logits() / checkpoint.configuration().vocabularySize() / batch));
        ModelGraph graph =
                new GraphCompiler(checkpoint, weights, settings.graph(environment.getVersion(), false, false))
                        .compile(pieces.shape(headRows));
        var sessions = new CudaSessions(environment, settings, tuning());
        Path prefix = Files.createTempDirectory("profile").resolve("p");
        long[] ids = new Random(1).longs(batch * 2048L, 5, checkpoint.configuration().vocabularySize()).toArray();
        long[] rows = new long[batch * 512];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = 1535 + i % 512;
        }
        int calls = 6;
        try (OrtSession session = sessions.createProfiled(graph, prefix)) {
            var inputs = new LinkedHashMap<String, OnnxTensor>();
            inputs.put("input_ids", OnnxTensor.createTensor(environment, longs(ids), new long[] {batch, 2048}));
            inputs.put("targets", OnnxTensor.createTensor(environment, longs(rows), new long[] {batch, 512}));
            inputs.put("rows", OnnxTensor.createTensor(environment, longs(rows), new long[] {batch, 512}));
            for (int i = 0; i < graph.rotaries().size(); i++) {
                RotaryConfiguration rotary = graph.rotaries().get(i);
                RotaryTables tables = RotaryTables.of(rotary, 2048, 2048);
                long[] size = {2048, rotary.dimensions() / 2};
                inputs.put("cos" + i, OnnxTensor.createTensor(environment, Buffers.floats(tables.cos()), size));
                inputs.put("sin" + i, OnnxTensor.createTensor(environment, Buffers.floats(tables.sin()), size));
            }
            for (int i = 0; i < calls; i++) {
                try (OrtSession.Result result = session.run(inputs)) {
                    result.size();
                }
            }
            table(Path.of(session.endProfiling()), calls, false);
        }
    }

    /** Bytes that are free on the first card. */
    private static long free() {
        return NvidiaSmi.ofThisMachine()
                .card(0, Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")))
                .flatMap(NvidiaCard::memory)
                .map(NvidiaCard.Memory::freeBytes)
                .orElse(0L);
    }

    /** Model folder, scheme, dtype, times: seconds of quantizing and of making the session, and what the weights take. */
    private static void load(String[] arguments) throws Exception {
        Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[0]));
        EngineSettings settings = settings(DType.valueOf(arguments[2]), 4);
        OrtEnvironment environment = EngineEnvironment.get();
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            long free = free();
            WeightSource weights = weights(checkpoint, arguments[1], settings);
            long start = System.nanoTime();
            ModelGraph graph = new GraphCompiler(
                            checkpoint,
                            weights,
                            settings.graph(environment.getVersion(), weights.dependOnWindow(), false))
                    .compile(new Pieces(2048, 512).shape(128));
            long made = System.nanoTime();
            try (OrtSession session = new CudaSessions(environment, settings, tuning()).create(graph)) {
                long opened = System.nanoTime();
                System.out.printf(
                        Locale.ROOT,
                        "load %s %s %s: weights made in %.2f s, session %.2f s, card %.2f GiB%n",
                        checkpoint.folder().getFileName(),
                        arguments[1],
                        arguments[2],
                        (made - start) / 1e9,
                        (opened - made) / 1e9,
                        (free - free()) / 1073741824.0);
            }
            weights.copied();
        }
    }

    /** Model folder, scheme, dtype, batch, tokens: a whole text of random tokens, from the start of this process on. */
    private static void whole(String[] arguments) throws Exception {
        Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[0]));
        int tokens = Integer.parseInt(arguments[4]);
        int[] ids = new Random(2)
                .ints(tokens, 5, checkpoint.configuration().vocabularySize())
                .toArray();
        List<Window> windows = Protocol.SOURCE.windows(tokens, 2048, 512);
        long free = free();
        try (Scorer scorer =
                scorer(checkpoint, arguments[1], DType.valueOf(arguments[2]), Integer.parseInt(arguments[3]))) {
            double ppl = sourcePerplexity(windows, scorer.nll(windowsOf(ids, windows)));
            long least = free();
            double seconds = (System.currentTimeMillis()
                            - java.lang.management.ManagementFactory.getRuntimeMXBean()
                                    .getStartTime())
                    / 1e3;
            System.out.printf(
                    Locale.ROOT,
                    "whole %s %s %s batch %s: %d windows, ppl %.4f, %.1f s from the start of the process, card %.2f GiB%n",
                    checkpoint.folder().getFileName(),
                    arguments[1],
                    arguments[2],
                    arguments[3],
                    windows.size(),
                    ppl,
                    seconds,
                    (free - least) / 1073741824.0);
        }
    }

    private static java.nio.LongBuffer longs(long[] values) {
        return Buffers.longs(values.length).put(values).flip();
    }

    static void table(Path profile, int calls, boolean byNode) throws Exception {
        Map<String, List<Long>> times = new TreeMap<>();
        Map<String, List<Long>> all = new TreeMap<>();
        for (JsonElement event : JsonParser.parseString(Files.readString(profile)).getAsJsonArray()) {
            JsonObject fields = event.getAsJsonObject();
            if (fields.has("args") && fields.get("name").getAsString().endsWith("_kernel_time")) {
                JsonObject details = fields.getAsJsonObject("args");
                String shape = details.has("output_type_shape") ? details.get("output_type_shape").toString() : "";
                String node = fields.get("name").getAsString().replace("_kernel_time", "");
                String key = details.get("op_name").getAsString() + " " + (byNode ? node : shape);
                all.computeIfAbsent(key, k -> new ArrayList<>()).add(fields.get("dur").getAsLong());
            }
        }
        double sum = 0;
        for (var entry : all.entrySet()) {
            List<Long> durations = entry.getValue();
            int nodes = durations.size() / calls;
            // The first calls warm up.
            List<Long> kept = durations.subList(2 * nodes, durations.size());
            times.put(entry.getKey(), kept);
            sum += kept.stream().mapToLong(Long::longValue).sum() / (calls - 2.0) / 1000;
        }
        System.out.printf(Locale.ROOT, "sum %.1f ms a call%n", sum);
        times.entrySet().stream()
                .sorted((a, b) -> Long.compare(total(b.getValue()), total(a.getValue())))
                .limit(24)
                .forEach(entry -> System.out.printf(
                        Locale.ROOT,
                        "%8.2f ms %4d nodes %8.1f us each  %s%n",
                        total(entry.getValue()) / (calls - 2.0) / 1000,
                        entry.getValue().size() / (calls - 2),
                        total(entry.getValue()) / (double) entry.getValue().size(),
                        entry.getKey()));
    }

    private static long total(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }
}
