/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.Protocol;
import io.github.dsemaven.perplexity.Window;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Speed in float32 on the CPU: CpuBench FOLDER LENGTH STRIDE WINDOWS [THREADS [BATCH]]; see src/bench/cpu.sh. Accuracy:
 * CpuBench perplexity FOLDER IDS REFERENCE THREADS SCHEME:KEY:LENGTH:STRIDE... and CpuBench agree FOLDER_OF_MODELS..., where each
 * model has a reference.json. Memory: CpuBench memory FOLDER SCHEME LENGTH STRIDE WINDOWS THREADS.
 */
public final class CpuBench {
    private CpuBench() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "perplexity" -> perplexity(arguments);
            case "agree" -> agree(arguments);
            case "memory" -> memory(arguments);
            default -> speed(arguments);
        }
    }

    private static Scorer scorer(Checkpoint checkpoint, String scheme, EngineSettings settings) {
        return Scorers.open(
                checkpoint, QuantizationSchemes.parse(Place.of("bench"), scheme), List.of(settings), System.out::println);
    }

    /** Largest difference a token to the references. */
    private static void agree(String[] arguments) throws IOException {
        for (int i = 1; i < arguments.length; i++) {
            List<Path> models;
            try (var list = Files.list(Path.of(arguments[i]))) {
                models = list.filter(path -> Files.exists(path.resolve("reference.json")))
                        .sorted()
                        .toList();
            }
            for (Path model : models) {
                System.out.println(model.getFileName() + " " + difference(model));
            }
        }
    }

    private static String difference(Path model) throws IOException {
        JsonObject reference = JsonParser.parseString(Files.readString(model.resolve("reference.json")))
                .getAsJsonObject();
        JsonArray given = reference.getAsJsonArray("input_ids");
        JsonArray expected = reference.getAsJsonArray("nll");
        int[] ids = new int[given.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = given.get(i).getAsInt();
        }
        try (Scorer scorer = scorer(Checkpoint.open(model), "fp16", EngineSettings.cpu(1, 1))) {
            float[] nll = scorer.nll(List.of(new TokenWindow(ids, ids.length - 1)))[0];
            double largest = 0;
            for (int i = 0; i < nll.length; i++) {
                largest = Math.max(largest, Math.abs(nll[i] - expected.get(i).getAsDouble()));
            }
            return String.format(Locale.ROOT, "%.1e%s", largest, largest <= 1e-4 ? "" : " TOO FAR");
        } catch (DseException e) {
            return "refused: " + e.getMessage().replace('\n', ' ');
        }
    }

    /** Peak of the memory that is no mapped file, sampled every 20 ms, and speed. */
    private static void memory(String[] arguments) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[1]));
        int length = Integer.parseInt(arguments[3]);
        int stride = Integer.parseInt(arguments[4]);
        int count = Integer.parseInt(arguments[5]);
        var random = new Random(5);
        List<TokenWindow> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] ids = random.ints(length, 5, checkpoint.configuration().vocabularySize())
                    .toArray();
            windows.add(new TokenWindow(ids, Math.min(stride, length - 1)));
        }
        var peak = new AtomicLong();
        var sampler = new Thread(() -> {
            while (!Thread.interrupted()) {
                peak.accumulateAndGet(anonymousKib(), Math::max);
                LockSupport.parkNanos(20_000_000);
            }
        });
        sampler.setDaemon(true);
        sampler.start();
        long start = System.nanoTime();
        double sum = 0;
        try (Scorer scorer =
                scorer(checkpoint, arguments[2], EngineSettings.cpu(Integer.parseInt(arguments[6]), 1))) {
            for (float[] nll : scorer.nll(windows)) {
                for (float value : nll) {
                    sum += value;
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "memory %s %s %d/%d, %d windows, %s threads: peak %d MiB beside mapped files, %.1f s, %.0f tokens/s, sum %.4f%n",
                checkpoint.folder().getFileName(),
                arguments[2],
                length,
                stride,
                count,
                arguments[6],
                peak.get() >> 10,
                seconds,
                (double) length * count / seconds,
                sum);
    }

    private static long anonymousKib() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Of the whole text, beside the reference. */
    private static void perplexity(String[] arguments) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[1]));
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[2]))).order(ByteOrder.LITTLE_ENDIAN);
        int[] ids = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(ids);
        JsonObject reference = JsonParser.parseString(Files.readString(Path.of(arguments[3])))
                .getAsJsonObject()
                .getAsJsonObject("tiny_llama");
        EngineSettings settings = EngineSettings.cpu(Integer.parseInt(arguments[4]), 1);
        for (int i = 5; i < arguments.length; i++) {
            String[] parts = arguments[i].split(":");
            int length = Integer.parseInt(parts[2]);
            int stride = Integer.parseInt(parts[3]);
            List<Window> windows = Protocol.SOURCE.windows(ids.length, length, stride);
            double expected = reference
                    .getAsJsonObject(parts[1] + "/" + length + "/" + stride)
                    .get("ppl")
                    .getAsDouble();
            long start = System.nanoTime();
            try (Scorer session = scorer(checkpoint, parts[0], settings)) {
                double ppl = CudaBench.sourcePerplexity(windows, session.nll(CudaBench.windowsOf(ids, windows)));
                System.out.printf(
                        Locale.ROOT,
                        "cpu F32 %-8s %4d/%d  ppl %.8f  %s %.8f  relative %+.2e  %.1f s%n",
                        parts[0],
                        length,
                        stride,
                        ppl,
                        parts[1],
                        expected,
                        ppl / expected - 1,
                        (System.nanoTime() - start) / 1e9);
            }
        }
    }

    private static void speed(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int length = Integer.parseInt(arguments[1]);
        int stride = Integer.parseInt(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        int threads = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 2;
        int batch = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 1;
        Checkpoint checkpoint = Checkpoint.open(folder);
        EngineSettings settings = EngineSettings.cpu(threads, batch);
        var weights = SchemeWeights.of(checkpoint, QuantizationSchemes.parse(Place.of("bench"), "fp16"), settings);
        // A first window of each text predicts its first token from nothing.
        int scored = Math.min(stride, length - 1);
        var random = new Random(3);
        List<Double> seconds = new ArrayList<>();
        double sum = 0;
        int calls = settings.batch() * Math.max(1, threads);
        try (ScoringSession session = ScoringSession.open(checkpoint, weights, settings)) {
            int group = session.windowsPerCall();
            for (int i = 0; i < count / group + 1; i++) {
                List<TokenWindow> windows = new ArrayList<>();
                for (int j = 0; j < group; j++) {
                    int[] ids = random.ints(length, 5, checkpoint.configuration().vocabularySize())
                            .toArray();
                    windows.add(new TokenWindow(ids, scored));
                }
                long start = System.nanoTime();
                sum += session.nll(windows)[0][0];
                if (i > 0) {
                    seconds.add((System.nanoTime() - start) / 1e9 / group);
                }
            }
        }
        seconds.sort(null);
        System.out.printf(
                Locale.ROOT,
                "ours %s cpu F32 %d/%d threads %d windows a call %d: %.0f tokens/s median of %d calls (%.0f to %.0f) %.3f%n",
                folder.getFileName(),
                length,
                stride,
                threads,
                calls,
                length / seconds.get(seconds.size() / 2),
                seconds.size(),
                length / seconds.get(seconds.size() - 1),
                length / seconds.get(0),
                sum);
    }
}
