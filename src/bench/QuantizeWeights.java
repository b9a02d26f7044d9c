/* SPDX-License-Identifier: Apache-2.0 */
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.quantization.Int8Weight;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.QuantizationSchemes;
import io.github.dsemaven.perplexity.quantization.Treatment;
import io.github.dsemaven.perplexity.quantization.WeightQuantizer;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/**
 * Input bytes a second of a core that are quantized and restored, in a weight of 2048 x 4096. Time is the thread's own, so that
 * a busy machine matters less; versions are measured in turn, so that it matters to all of them alike.
 */
public final class QuantizeWeights {
    private static final int ROWS = 2048;
    private static final int COLUMNS = 4096;
    private static final int RUNS = 5;
    private static final long RUN_NANOS = 60_000_000;
    private static final long WARM_UP_NANOS = 1_000_000_000;

    private static final String[] SCHEMES = {
        "q0f16", "q0f32", "fake_q3", "q3f16_1", "q4f16_1", "q4f16_2", "q4bf16_1", "q4f32_1", "w4g32-asym",
        "q4f16_1-half-away", "w8g32-bf16", "4bit", "8bit", "8bit-codes"
    };

    private QuantizeWeights() {}

    /** Loaded once a version: makes what quantizes a weight, given scheme, stored type, target type. */
    public static final class Case implements Function<String[], Runnable> {
        @Override
        public Runnable apply(String[] of) {
            DType target = DType.valueOf(of[2]);
            Tensor weight = weight(DType.valueOf(of[1]));
            ByteBuffer into = ByteBuffer.allocateDirect(ROWS * COLUMNS * target.bytes());
            if (of[0].equals("8bit-codes")) {
                // As the CPU multiplies them; the target does not matter.
                ByteBuffer codes = into.slice(0, ROWS * COLUMNS);
                return () -> Int8Weight.quantizeByInput(weight, false, 1, codes);
            }
            Treatment treatment = QuantizationSchemes.parse(Place.of("bench"), of[0])
                    .plan(new QuantizationScheme.Model(target, false))
                    .forTensor("w", ModuleKind.LINEAR);
            return () -> WeightQuantizer.prepare(weight, treatment, 1).writeRows(0, ROWS, target, into, 1);
        }
    }

    /** Given the folder of this class, folders of versions, the current first, and schemes. */
    public static void main(String[] arguments) throws Exception {
        List<Function<String[], Runnable>> versions = new ArrayList<>();
        for (int i = 1; i < Math.min(3, arguments.length); i++) {
            versions.add(version(arguments[0], arguments[i]));
        }
        String[] schemes = arguments.length > 3 ? Arrays.copyOfRange(arguments, 3, arguments.length) : SCHEMES;
        System.out.println(Runtime.version() + (versions.size() > 1 ? ", the current version, then the other" : ""));
        for (String source : new String[] {"BF16", "F16", "F32"}) {
            for (String scheme : schemes) {
                for (String target : new String[] {"F32", "F16"}) {
                    measure(versions, scheme, source, target);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Function<String[], Runnable> version(String own, String classes) throws Exception {
        var loader = new URLClassLoader(
                new URL[] {Path.of(classes).toUri().toURL(), Path.of(own).toUri().toURL()},
                ClassLoader.getPlatformClassLoader());
        return (Function<String[], Runnable>) loader.loadClass("QuantizeWeights$Case")
                .getConstructor()
                .newInstance();
    }

    private static void measure(
            List<Function<String[], Runnable>> versions, String scheme, String source, String target) {
        List<Runnable> cases = versions.stream()
                .map(version -> version.apply(new String[] {scheme, source, target}))
                .toList();
        for (Runnable quantize : cases) {
            long end = System.nanoTime() + WARM_UP_NANOS;
            while (System.nanoTime() < end) {
                quantize.run();
            }
        }
        double[][] rates = new double[cases.size()][RUNS];
        double bytes = (double) ROWS * COLUMNS * (source.equals("F32") ? 4 : 2);
        for (int run = 0; run < RUNS; run++) {
            for (int i = 0; i < cases.size(); i++) {
                rates[i][run] = bytes / nanos(cases.get(i));
            }
        }
        var line = new StringBuilder(String.format(Locale.ROOT, "%-18s %4s -> %-4s", scheme, source, target));
        for (double[] measured : rates) {
            Arrays.sort(measured);
            line.append(String.format(
                    Locale.ROOT, "  %5.2f (%.2f to %.2f)", measured[RUNS / 2], measured[0], measured[RUNS - 1]));
        }
        System.out.println(line);
    }

    /** Time of the thread that quantizing takes, in nanoseconds. */
    private static double nanos(Runnable quantize) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        int times = 0;
        long taken;
        do {
            quantize.run();
            times++;
            taken = threads.getCurrentThreadCpuTime() - start;
        } while (taken < RUN_NANOS);
        return (double) taken / times;
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
