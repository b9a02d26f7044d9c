/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Speed in float32 on the CPU: CpuBench FOLDER LENGTH STRIDE WINDOWS [THREADS [BATCH]]; see src/bench/cpu.sh. */
public final class CpuBench {
    private CpuBench() {}

    public static void main(String[] arguments) {
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
