/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.onnx.Supply;
import io.github.dsemaven.perplexity.onnx.WeightSource;
import io.github.dsemaven.perplexity.quantization.Int8Weight;
import io.github.dsemaven.perplexity.quantization.LlmInt8Scheme;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import io.github.dsemaven.perplexity.quantization.QuantizationPlan;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.Treatment;
import io.github.dsemaven.perplexity.quantization.WeightQuantizer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * A checkpoint's weights under a scheme on their way to a GPU. What keeps its values stays in the checkpoint's file, with a
 * cast in the graph where its type differs (both types have two bytes, and reading the file directly is fastest); the rest
 * is written to a {@link WeightFile} by many threads, from which the GPU is loaded as fast as from a checkpoint.
 */
final class FileWeights implements WeightSource, AutoCloseable {
    private static final int WINDOW = 1 << 30;

    private final QuantizationScheme scheme;
    private final QuantizationPlan plan;
    private final DType compute;
    private final int threads;
    private final Map<String, Supply> supplies = new HashMap<>();
    private final WeightFile file;

    FileWeights(Checkpoint checkpoint, QuantizationScheme scheme, DType compute, int threads) {
        this.scheme = scheme;
        this.compute = compute;
        this.threads = threads;
        this.file = WeightFile.of(checkpoint.byteLength());
        this.plan = scheme.plan(
                new QuantizationScheme.Model(compute, checkpoint.configuration().tiedEmbeddings()));
    }

    @Override
    public boolean dependOnWindow() {
        return scheme instanceof LlmInt8Scheme;
    }

    @Override
    public Supply supply(Tensor tensor, ModuleKind kind) {
        return supplies.computeIfAbsent(tensor.name(), name -> make(tensor, plan.forTensor(name, kind)));
    }

    private Supply make(Tensor tensor, Treatment treatment) {
        if (treatment instanceof Treatment.Int8 int8) {
            Tensor.FileRegion codes = file.reserve(tensor.elements());
            ByteBuffer window = file.map(codes, 0, Math.toIntExact(tensor.elements()));
            Int8Weight weight = Int8Weight.quantize(tensor, int8.transposed(), threads, window);
            return new Supply.WrittenInt8(
                    weight.outputs(),
                    weight.inputs(),
                    codes,
                    write(bytes(weight.scales())),
                    write(bytes(Int8Weight.factors(weight.scales()))));
        }
        if (treatment instanceof Treatment.Keep keep
                && tensor.region().isPresent()
                && tensor.dtype().bytes() <= compute.bytes()) {
            return new Supply.Stored(tensor, keep.cast().orElse(tensor.dtype()));
        }
        return write(tensor, treatment);
    }

    private static ByteBuffer bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    private Tensor.FileRegion write(ByteBuffer bytes) {
        return file.write(bytes, threads);
    }

    private Supply write(Tensor tensor, Treatment treatment) {
        Tensor.FileRegion region = file.reserve(tensor.elements() * compute.bytes());
        WeightQuantizer quantizer = WeightQuantizer.prepare(tensor, treatment, threads);
        long rowBytes = tensor.rowLength() * compute.bytes();
        long rowsAtATime = Math.max(1, WINDOW / Math.max(1, rowBytes));
        for (long row = 0; row < tensor.rows(); row += rowsAtATime) {
            long rows = Math.min(rowsAtATime, tensor.rows() - row);
            ByteBuffer window = file.map(region, row * rowBytes, Math.toIntExact(rows * rowBytes));
            quantizer.writeRows(row, rows, compute, window, threads);
        }
        return new Supply.Written(compute, region);
    }

    @Override
    public void copied() {
        close();
    }

    @Override
    public void released() {
        close();
    }

    @Override
    public void close() {
        supplies.clear();
        file.close();
    }
}
