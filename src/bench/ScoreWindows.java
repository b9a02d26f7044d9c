/* SPDX-License-Identifier: Apache-2.0 */
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.onnx.GraphSettings.AttentionKernel;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import io.github.dsemaven.worker.EngineSettings;
import io.github.dsemaven.worker.SchemeWeights;
import io.github.dsemaven.worker.ScoringSession;
import io.github.dsemaven.worker.TokenWindow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Input tokens a second on the CPU in float32, of windows as the source's protocol has them once they are full. Each round
 * measures every kernel of a case once, so that all of them see the same machine.
 */
public final class ScoreWindows {
    private record Case(String model, int length, int scored, int windows) {}

    private ScoreWindows() {}

    /**
     * {@code ScoreWindows tiny MID THREADS ROUNDS}, or {@code ScoreWindows write FOLDER} to write the random model of 168
     * million parameters.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("write")) {
            writeMid(Path.of(arguments[1]));
            return;
        }
        int threads = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        System.out.println("threads " + threads + ", " + Runtime.version());
        measure(new Case(arguments[0], 512, 511, 64), threads, rounds);
        measure(new Case(arguments[0], 512, 256, 64), threads, rounds);
        measure(new Case(arguments[0], 2048, 512, 16), threads, rounds);
        measure(new Case(arguments[1], 2048, 512, 2), threads, rounds);
    }

    private static void measure(Case given, int threads, int rounds) {
        Map<AttentionKernel, List<Double>> wall = new LinkedHashMap<>();
        Map<AttentionKernel, List<Double>> processor = new LinkedHashMap<>();
        Checkpoint checkpoint = Checkpoint.open(Path.of(given.model()));
        Map<AttentionKernel, ScoringSession> sessions = new LinkedHashMap<>();
        for (AttentionKernel kernel : AttentionKernel.values()) {
            EngineSettings cpu = EngineSettings.cpu(threads, 1);
            var settings = new EngineSettings(cpu.cudaDevice(), cpu.dtype(), kernel, threads, 1);
            var weights = SchemeWeights.of(checkpoint, QuantizationSchemes.parse(Place.of("bench"), "fp16"), settings);
            sessions.put(kernel, ScoringSession.open(checkpoint, weights, settings));
            sessions.get(kernel).nll(windows(given, threads));
        }
        List<TokenWindow> windows = windows(given, given.windows());
        double tokens = (double) given.length() * windows.size();
        for (int round = 0; round < rounds; round++) {
            sessions.forEach((kernel, session) -> {
                long cpu = processorTime();
                long start = System.nanoTime();
                session.nll(windows);
                wall.computeIfAbsent(kernel, key -> new ArrayList<>()).add(tokens * 1e9 / (System.nanoTime() - start));
                processor
                        .computeIfAbsent(kernel, key -> new ArrayList<>())
                        .add(tokens * 1e9 / (processorTime() - cpu));
            });
        }
        sessions.values().forEach(ScoringSession::close);
        wall.forEach((kernel, speeds) -> System.out.printf(
                Locale.ROOT,
                "%s %d/%d %s: %s tokens/s, %s tokens a processor second%n",
                Path.of(given.model()).getFileName(),
                given.length(),
                given.scored(),
                kernel,
                text(speeds),
                text(processor.get(kernel))));
    }

    private static String text(List<Double> speeds) {
        double[] sorted = speeds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%.0f (%.0f to %.0f)",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }

    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static List<TokenWindow> windows(Case given, int count) {
        var random = new Random(1);
        var windows = new ArrayList<TokenWindow>();
        for (int i = 0; i < count; i++) {
            windows.add(new TokenWindow(random.ints(given.length(), 0, 4096).toArray(), given.scored()));
        }
        return windows;
    }

    private static void writeMid(Path folder) throws IOException {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("model.embed_tokens.weight", new int[] {32000, 1024});
        shapes.put("model.norm.weight", new int[] {1024});
        for (int i = 0; i < 12; i++) {
            String layer = "model.layers." + i + ".";
            shapes.put(layer + "self_attn.q_proj.weight", new int[] {1024, 1024});
            shapes.put(layer + "self_attn.k_proj.weight", new int[] {256, 1024});
            shapes.put(layer + "self_attn.v_proj.weight", new int[] {256, 1024});
            shapes.put(layer + "self_attn.o_proj.weight", new int[] {1024, 1024});
            shapes.put(layer + "mlp.gate_proj.weight", new int[] {2816, 1024});
            shapes.put(layer + "mlp.up_proj.weight", new int[] {2816, 1024});
            shapes.put(layer + "mlp.down_proj.weight", new int[] {1024, 2816});
            shapes.put(layer + "input_layernorm.weight", new int[] {1024});
            shapes.put(layer + "post_attention_layernorm.weight", new int[] {1024});
        }
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("config.json"),
                "{\"architectures\":[\"LlamaForCausalLM\"],\"model_type\":\"llama\",\"vocab_size\":32000,"
                        + "\"hidden_size\":1024,\"num_hidden_layers\":12,\"num_attention_heads\":16,"
                        + "\"num_key_value_heads\":4,\"intermediate_size\":2816,\"max_position_embeddings\":2048,"
                        + "\"rms_norm_eps\":1e-5,\"hidden_act\":\"silu\",\"tie_word_embeddings\":true,"
                        + "\"torch_dtype\":\"float32\"}");
        long offset = 0;
        var header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        for (var entry : shapes.entrySet()) {
            long end = offset + 4L * size(entry.getValue());
            header.append(String.format(
                    Locale.ROOT,
                    ",\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
                    entry.getKey(),
                    Arrays.toString(entry.getValue()),
                    offset,
                    end));
            offset = end;
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        var random = new SplittableRandom(1);
        try (var out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("model.safetensors")), 1 << 20)) {
            out.write(little(8).putLong(json.length).array());
            out.write(json);
            for (int[] shape : shapes.values()) {
                ByteBuffer bytes = little(4 * size(shape));
                while (bytes.hasRemaining()) {
                    bytes.putFloat(shape.length == 1 ? 1 : (float) (random.nextDouble() - 0.5) * 0.07f);
                }
                out.write(bytes.array());
            }
        }
    }

    private static int size(int[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
