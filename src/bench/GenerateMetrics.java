/* SPDX-License-Identifier: Apache-2.0 */
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Writes a large set of synthetic metrics CSVs in the benchmark's format: {@code java GenerateMetrics.java FOLDER [ROWS
 * [FILES [CONTEXTS]]]}, by default 10,000,000 rows in 40 files over 3 context windows, about 1.1 GB. Every value is made up; the same arguments give the same
 * bytes.
 */
public final class GenerateMetrics {
    private static final String[] METRICS = {
        "engine_prefill_time_sum", "engine_decode_time_sum", "engine_jump_forward_time_sum", "completion_tokens_sum",
        "decode_tokens_sum", "prompt_tokens_sum", "prefill_tokens_sum", "jump_forward_tokens_sum",
        "prefill_tokens_per_s", "decode_tokens_per_s", "last_finished_request_prompt_tokens",
        "last_finished_request_prefill_tokens", "last_finished_request_decode_tokens",
        "last_finished_request_jump_forward_tokens", "last_finished_request_completion_tokens",
        "last_finished_request_ttft_s", "last_finished_request_end_to_end_latency_s",
        "last_finished_request_inter_token_latency_s", "last_finished_request_prefill_tokens_per_s",
        "last_finished_request_decode_tokens_per_s", "decode_time_by_batch_size_count{batch_size=1}",
        "decode_time_by_batch_size_mean{batch_size=1}"
    };
    private static final String[] SCHEMES = {"q0f16", "q3f16_1", "q4f16_1", "q4f32_1"};

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        long rows = args.length > 1 ? Long.parseLong(args[1]) : 10_000_000;
        int files = args.length > 2 ? Integer.parseInt(args[2]) : 40;
        List<String> points = points(args.length > 3 ? Integer.parseInt(args[3]) : 3);
        for (int file = 0; file < files; file++) {
            String model = "Synthetic-%02dB-Instruct-%s-MLC".formatted(1 + file / 4, SCHEMES[file % 4]);
            long share = rows / files + (file < rows % files ? 1 : 0);
            write(folder.resolve("kv_cache_dse_metrics_" + model + ".csv"), model, share, points, file);
        }
    }

    /** The sweep's design points as the five cells of a row: 132 for each context window. */
    private static List<String> points(int contextCount) {
        int[] contexts = contextCount == 3
                ? new int[] {4096, 8192, 16384}
                : IntStream.rangeClosed(1, contextCount).map(i -> 1024 * i).toArray();
        var points = new ArrayList<String>();
        for (int context : contexts) {
            for (int prefill : new int[] {1024, 2048, 4096}) {
                for (int batch : new int[] {1, 2, 4, 8}) {
                    points.add(context + "," + prefill + "," + batch + ",-1,0");
                    for (int sliding : new int[] {2048, 4096}) {
                        for (int sink : new int[] {0, 32, 64, 128, 256}) {
                            points.add(context + "," + prefill + "," + batch + "," + sliding + "," + sink);
                        }
                    }
                }
            }
        }
        return points;
    }

    /** Cycles through the design points with ever more tokens; every fiftieth configuration is measured twice. */
    private static void write(Path file, String model, long rows, List<String> points, int seed) throws IOException {
        var random = new SplittableRandom(seed);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(("model,device,context_window_size,prefill_chunk_size,max_batch_size,sliding_window_size,"
                            + "attention_sink_size,num_runs,max_tokens,metric_name,metric_value\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            long written = 0;
            for (int configuration = 0; written < rows; configuration++) {
                String key = "HF://mlc-ai/" + model + ",vulkan:0," + points.get(configuration % points.size())
                        + ",3," + 128 * (1 + configuration / points.size()) + ",";
                for (int repeat = 0; repeat <= (configuration % 50 == 49 ? 1 : 0); repeat++) {
                    for (int metric = 0; metric < METRICS.length && written < rows; metric++, written++) {
                        String line = key + METRICS[metric] + "," + value(random, metric) + "\r\n";
                        out.write(line.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            }
        }
    }

    private static String value(SplittableRandom random, int metric) {
        String name = METRICS[metric];
        if (name.endsWith("tokens") || name.endsWith("tokens_sum") || name.contains("count")) {
            return Integer.toString(random.nextInt(1, 4000));
        }
        return Double.toString(name.endsWith("per_s") ? random.nextDouble(20, 300) : random.nextDouble(0.0001, 3));
    }
}
