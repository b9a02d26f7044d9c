/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.onnx.Supply;
import io.github.dsemaven.perplexity.onnx.WeightSource;
import io.github.dsemaven.perplexity.quantization.LlmInt8Scheme;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import io.github.dsemaven.perplexity.quantization.QuantizationPlan;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.Treatment;
import io.github.dsemaven.perplexity.quantization.WeightQuantizer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of one stage at a time under a quantization scheme: made anew for each stage, in float32, in memory that the
 * last stage used. Of embedding and head only those rows are made that the stage uses.
 */
final class StageWeights implements WeightSource {
    /** Rows of a table: consecutive ones, or some. */
    private interface Selection {
        int row(int index);
    }

    private static final long LARGEST_BUFFER = Integer.MAX_VALUE - 8;

    private final Checkpoint checkpoint;
    private final QuantizationScheme scheme;
    private final QuantizationPlan plan;
    private final int threads;
    private final List<ByteBuffer> free = new ArrayList<>();
    private final List<ByteBuffer> inUse = new ArrayList<>();
    private final Map<String, Supply> supplies = new HashMap<>();
    private int selected;
    private Selection selection = index -> index;

    StageWeights(Checkpoint checkpoint, QuantizationScheme scheme, int threads) {
        this.checkpoint = checkpoint;
        this.scheme = scheme;
        this.threads = threads;
        this.plan = scheme.plan(new QuantizationScheme.Model(
                DType.F32, checkpoint.configuration().tiedEmbeddings()));
    }

    /** Begins a layer: what was supplied before is overwritten. */
    void begin() {
        supplies.clear();
        free.addAll(inUse);
        inUse.clear();
    }

    /** Begins the embedding: ids count these entries from 0 on. */
    void beginEntries(int[] entries) {
        begin();
        selected = entries.length;
        selection = index -> entries[index];
    }

    /** Begins a part of the head. */
    void beginRange(int from, int to) {
        begin();
        selected = to - from;
        selection = index -> from + index;
    }

    @Override
    public boolean dependOnWindow() {
        return scheme instanceof LlmInt8Scheme;
    }

    @Override
    public Supply supply(Tensor tensor, ModuleKind kind) {
        Supply known = supplies.get(tensor.name());
        if (known == null) {
            Treatment treatment = plan.forTensor(tensor.name(), kind);
            boolean table = kind == ModuleKind.EMBEDDING || kind == ModuleKind.HEAD;
            known = table ? rows(tensor, treatment) : whole(tensor, treatment);
            supplies.put(tensor.name(), known);
        }
        return known;
    }

    private Supply whole(Tensor tensor, Treatment treatment) {
        if (treatment instanceof Treatment.Int8 int8) {
            return SchemeWeights.int8(tensor, int8, threads, this::buffer);
        }
        if (treatment instanceof Treatment.Keep keep && tensor.region().isPresent()) {
            return new Supply.Stored(tensor, keep.cast().orElse(tensor.dtype()));
        }
        ByteBuffer data = buffer(tensor.elements() * Float.BYTES);
        WeightQuantizer.prepare(tensor, treatment, threads).writeRows(0, tensor.rows(), DType.F32, data, threads);
        return new Supply.Prepared(DType.F32, data);
    }

    private Supply rows(Tensor tensor, Treatment treatment) {
        int rowBytes = Math.toIntExact(tensor.rowLength() * Float.BYTES);
        ByteBuffer data = buffer((long) selected * rowBytes);
        WeightQuantizer quantizer = WeightQuantizer.prepare(tensor, treatment, threads);
        int from = 0;
        while (from < selected) {
            int to = from + 1;
            while (to < selected && selection.row(to) == selection.row(to - 1) + 1) {
                to++;
            }
            ByteBuffer part = data.slice(from * rowBytes, (to - from) * rowBytes);
            quantizer.writeRows(selection.row(from), to - from, DType.F32, part, threads);
            from = to;
        }
        return new Supply.Rows(selected, data);
    }

    /** The smallest memory of earlier stages that is large enough and not in use, or new. */
    private ByteBuffer buffer(long bytes) {
        if (bytes > LARGEST_BUFFER) {
            throw new DseException(
                    Place.of(checkpoint.folder().toString()),
                    "a matrix of this model needs " + bytes + " bytes once quantized by " + scheme.label()
                            + ", more than the 2 GiB that one may have on the CPU",
                    Suggestions.smallerTensor());
        }
        int size = Math.toIntExact(bytes);
        ByteBuffer best = free.stream()
                .filter(buffer -> buffer.capacity() >= size)
                .min(Comparator.comparingInt(ByteBuffer::capacity))
                .orElseGet(() -> ByteBuffer.allocateDirect(size));
        free.removeIf(buffer -> buffer == best);
        inUse.add(best);
        return best.slice(0, size).order(ByteOrder.nativeOrder());
    }
}
