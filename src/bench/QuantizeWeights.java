/* SPDX-License-Identifier: Apache-2.0 */
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import io.github.dsemaven.perplexity.quantization.Treatment;
import io.github.dsemaven.perplexity.quantization.WeightQuantizer;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Input bytes a second of a core that are quantized and restored, in a weight of 2048 x 4096. With one thread, time is the
 * thread's own, so that a busy machine matters less; with more it is the clock's.
 */
public final class QuantizeWeights {
    private static final int ROWS = 2048;
    private static final int COLUMNS = 4096;
    private static final int RUNS = 5;

    private QuantizeWeights() {}

    /** Prints one line a combination: median, and all runs, in GB (10^9 bytes) of input a second. */
    public static void main(String[] arguments) {
        int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        System.out.println("threads " + threads + ", " + Runtime.version());
        for (DType source : new DType[] {DType.F32, DType.BF16, DType.F16}) {
            Tensor weight = weight(source);
            for (String scheme : new String[] {"fp16", "fake_q3", "q3f16_1", "q4f16_1", "q4f32_1", "4bit", "8bit"}) {
                for (DType target : new DType[] {DType.F32, DType.F16}) {
                    measure(weight, scheme, target, threads);
                }
            }
        }
    }

    private static void measure(Tensor weight, String scheme, DType target, int threads) {
        Treatment treatment = QuantizationSchemes.parse(Place.of("bench"), scheme)
                .plan(new QuantizationScheme.Model(target, false))
                .forTensor("w", ModuleKind.LINEAR);
        ByteBuffer into = ByteBuffer.allocateDirect(ROWS * COLUMNS * target.bytes());
        double[] rates = new double[RUNS + 3];
        for (int run = 0; run < rates.length; run++) {
            long start = time(threads);
            WeightQuantizer.prepare(weight, treatment, threads).writeRows(0, ROWS, target, into, threads);
            rates[run] = weight.byteLength() / (double) (time(threads) - start);
        }
        double[] measured = Arrays.copyOfRange(rates, 3, rates.length);
        double[] sorted = measured.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-8s %4s -> %-4s %6.2f GB/s  %s%n",
                scheme,
                weight.dtype(),
                target,
                sorted[RUNS / 2],
                Arrays.toString(Arrays.stream(measured)
                        .map(r -> Math.round(r * 100) / 100.0)
                        .toArray()));
    }

    /** The thread's own time where it is the only one, so that a busy machine doesn't matter; else the clock. */
    private static long time(int threads) {
        return threads == 1 ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : System.nanoTime();
    }

    private static Tensor weight(DType type) {
        var random = new Random(1);
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(ROWS * COLUMNS * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            float value = (float) random.nextGaussian() * 0.02f;
            switch (type) {
                case F32 -> bytes.putFloat(value);
                case F16 -> bytes.putShort(Half.fromFloat(value));
                default -> bytes.putShort(BFloat16.fromFloat(value));
            }
        }
        return Tensor.of("w", type, new long[] {ROWS, COLUMNS}, bytes.flip());
    }
}
