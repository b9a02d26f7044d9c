/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.DType;
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
    private static final int TASK_ELEMENTS = 1 << 12;

    /** Writes rows of whole elements, little-endian. One a thread: holds buffers. */
    private interface RowWriter {
        void write(long from, int count, ByteBuffer into);
    }

    /** What is left to do once a weight as a whole is known. */
    private interface Prepared {
        Supplier<RowWriter> writers(DType target, long elements);
    }

    private final Tensor weight;
    private final Prepared prepared;

    private WeightQuantizer(Tensor weight, Prepared prepared) {
        this.weight = weight;
        this.prepared = prepared;
    }

    /**
     * Gathers what a treatment has to know of the whole weight before any part of it can be restored.
     *
     * @throws io.github.dsemaven.diagnostic.DseException now or while writing, where a weight to be quantized is not finite
     */
    public static WeightQuantizer prepare(Tensor weight, Treatment treatment, int threads) {
        return new WeightQuantizer(weight, prepared(weight, treatment, threads));
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
        ByteBuffer bytes = into.slice();
        Supplier<RowWriter> writers = prepared.writers(target, rows * row);
        Parallel.run(threads, tasks, () -> {
            RowWriter writer = writers.get();
            return task -> {
                long start = (long) task * rowsATask;
                int count = (int) Math.min(rowsATask, rows - start) * row;
                int at = Math.toIntExact(start * row * target.bytes());
                ByteBuffer part = bytes.slice(at, count * target.bytes()).order(ByteOrder.LITTLE_ENDIAN);
                writer.write((firstRow + start) * row, count, part);
            };
        });
    }

    private static Prepared prepared(Tensor weight, Treatment treatment, int threads) {
        if (treatment instanceof Treatment.Keep keep) {
            return cast(weight, FloatType.of(keep.cast().orElse(weight.dtype())));
        }
        if (treatment instanceof Treatment.Group group) {
            var plain = new Treatment.Group(group.format(), group.arithmetic(), false);
            return group.transposed()
                    ? transposed(weight, plain, threads)
                    : restored(GroupRestorer.supplier(weight, plain), group.arithmetic() == DType.F16);
        }
        if (treatment instanceof Treatment.Nf4 nf4) {
            return nf4.transposed()
                    ? transposed(weight, new Treatment.Nf4(false), threads)
                    : restored(Nf4Weight.quantize(weight, threads).restorers(), true);
        }
        Treatment.Int8 int8 = (Treatment.Int8) treatment;
        return int8.transposed()
                ? transposed(weight, new Treatment.Int8(false), threads)
                : restored(() -> new Int8Rows(weight), true);
    }

    /** @param exactHalves whether every restored value is one that halves have */
    private static Prepared restored(Supplier<Restorer> restorers, boolean exactHalves) {
        return (target, elements) -> () -> {
            Restorer restorer = restorers.get();
            var writer = new LaneWriter(target, exactHalves);
            return (from, count, into) -> writer.write(restorer.restore(from, count), into);
        };
    }

    private static Prepared cast(Tensor weight, FloatType cast) {
        return (target, elements) -> {
            short[] patterns = CastWriter.patterns(weight.dtype(), cast, target, elements);
            return () -> new CastWriter(weight, cast, target, patterns)::write;
        };
    }

    /** Only GPT-2 stores weights this way, so a transposed copy is small enough to hold. */
    private static Prepared transposed(Tensor weight, Treatment straight, int threads) {
        return cast(Transposition.of(apply(Transposition.of(weight), straight, DType.F32, threads)), FloatType.F32);
    }
}
