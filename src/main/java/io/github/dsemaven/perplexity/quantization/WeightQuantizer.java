/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.BFloat16;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Half;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/**
 * Quantizes a weight and restores it at once, row by row, so that nothing of the weight's size is held in between. The result
 * is the same for any number of threads and any division into ranges. Weights are F32, F16 or BF16; so are results.
 */
public final class WeightQuantizer {
    /** Elements a task handles: enough to make a task's cost invisible, few enough to stay in the cache of a core. */
    private static final int TASK_ELEMENTS = 1 << 13;

    private final Tensor weight;
    private final Supplier<Restorer> restorers;
    private final boolean exactHalves;

    private WeightQuantizer(Tensor weight, Supplier<Restorer> restorers, boolean exactHalves) {
        this.weight = weight;
        this.restorers = restorers;
        this.exactHalves = exactHalves;
    }

    /**
     * Gathers what a treatment has to know of the whole weight before any part of it can be restored.
     *
     * @throws io.github.dsemaven.diagnostic.DseException now or while writing, where a weight to be quantized is not finite
     */
    public static WeightQuantizer prepare(Tensor weight, Treatment treatment, int threads) {
        return new WeightQuantizer(weight, restorers(weight, treatment, threads), exactHalves(treatment));
    }

    /**
     * Treats a whole weight.
     *
     * @param target type of the result
     * @return a tensor of the same name and layout; the weight itself where nothing would change
     */
    public static Tensor apply(Tensor weight, Treatment treatment, DType target, int threads) {
        if (treatment instanceof Treatment.Keep keep
                && weight.dtype() == target
                && (keep.cast().isEmpty() || keep.cast().get() == target)) {
            return weight;
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(weight.elements() * target.bytes()));
        prepare(weight, treatment, threads).writeRows(0, weight.rows(), target, bytes, threads);
        return Tensor.of(weight.name(), target, weight.shape(), bytes);
    }

    /**
     * Writes restored rows, little-endian, from the buffer's position on, which stays where it is.
     *
     * @param firstRow index among {@link Tensor#rows()}
     * @param target type of the result: the restored value is rounded to it
     */
    public void writeRows(long firstRow, long rows, DType target, ByteBuffer into, int threads) {
        int row = Math.toIntExact(weight.rowLength());
        int rowsATask = Math.max(1, TASK_ELEMENTS / Math.max(1, row));
        int tasks = Math.toIntExact((rows + rowsATask - 1) / rowsATask);
        ByteBuffer bytes = into.slice().order(ByteOrder.LITTLE_ENDIAN);
        Parallel.run(threads, tasks, () -> {
            Restorer restorer = restorers.get();
            float[] values = new float[rowsATask * row];
            short[] halves = target == DType.F32 ? new short[0] : new short[rowsATask * row];
            return task -> {
                long start = (long) task * rowsATask;
                int count = (int) Math.min(rowsATask, rows - start) * row;
                restorer.restore((firstRow + start) * row, count, values);
                int at = Math.toIntExact(start * row * target.bytes());
                store(values, halves, count, target, bytes.slice(at, count * target.bytes()));
            };
        });
    }

    private void store(float[] values, short[] halves, int count, DType target, ByteBuffer into) {
        into.order(ByteOrder.LITTLE_ENDIAN);
        if (target == DType.F32) {
            into.asFloatBuffer().put(values, 0, count);
            return;
        }
        if (target == DType.BF16) {
            for (int i = 0; i < count; i++) {
                halves[i] = BFloat16.fromFloat(values[i]);
            }
        } else if (exactHalves) {
            for (int i = 0; i < count; i++) {
                halves[i] = exactHalf(values[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                halves[i] = Half.fromFloat(values[i]);
            }
        }
        into.asShortBuffer().put(halves, 0, count);
    }

    /** The bits of a finite half held by a float: 112 less in the exponent, and subnormal halves are subnormal floats. */
    private static short exactHalf(float value) {
        int bits = Float.floatToRawIntBits(value * 0x1p-112f);
        return (short) (bits >>> 16 & 0x8000 | (bits & 0x7fffffff) >>> 13);
    }

    /** Whether every restored value is a finite half: what is quantized in float16 is, what is only cast may be infinite. */
    private static boolean exactHalves(Treatment treatment) {
        return treatment instanceof Treatment.Group group
                ? group.arithmetic() == DType.F16 && !group.transposed()
                : treatment.quantizes();
    }

    private static Supplier<Restorer> restorers(Tensor weight, Treatment treatment, int threads) {
        if (treatment instanceof Treatment.Keep keep) {
            FloatType cast = FloatType.of(keep.cast().orElse(weight.dtype()));
            return () -> {
                var reader = new WeightReader(weight, cast);
                return (from, count, into) -> reader.read(from, into, count);
            };
        }
        if (treatment instanceof Treatment.Group group) {
            return group.transposed()
                    ? transposed(weight, new Treatment.Group(group.format(), group.arithmetic(), false), threads)
                    : GroupRestorer.supplier(weight, group);
        }
        if (treatment instanceof Treatment.Nf4 nf4) {
            return nf4.transposed()
                    ? transposed(weight, new Treatment.Nf4(false), threads)
                    : Nf4Weight.quantize(weight, threads).restorers();
        }
        Treatment.Int8 int8 = (Treatment.Int8) treatment;
        return int8.transposed()
                ? transposed(weight, new Treatment.Int8(false), threads)
                : Int8Weight.quantize(weight, false, threads).restorers();
    }

    /** Only GPT-2 stores weights this way, so a transposed copy is small enough to hold. */
    private static Supplier<Restorer> transposed(Tensor weight, Treatment straight, int threads) {
        Tensor restored = Transposition.of(apply(Transposition.of(weight), straight, DType.F32, threads));
        return restorers(restored, new Treatment.Keep(java.util.Optional.empty()), threads);
    }
}
