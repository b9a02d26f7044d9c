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
import java.util.function.LongFunction;

/**
 * A checkpoint's weights under a quantization scheme. What does not change stays in its file; what changes is made once, in
 * memory outside the heap, in two bytes a weight where these hold it exactly and the model is large.
 */
public final class SchemeWeights implements WeightSource {
    private final Checkpoint checkpoint;
    private final QuantizationScheme scheme;
    private final QuantizationPlan plan;
    private final DType compute;
    private final int threads;
    private final boolean small;
    private final boolean inFiles;
    private final Map<String, Supply> supplies = new HashMap<>();

    private SchemeWeights(Checkpoint checkpoint, QuantizationScheme scheme, EngineSettings settings) {
        this.checkpoint = checkpoint;
        this.scheme = scheme;
        this.compute = settings.dtype();
        this.threads = settings.threads();
        this.plan = scheme.plan(
                new QuantizationScheme.Model(compute, checkpoint.configuration().tiedEmbeddings()));
        this.small = settings.cudaDevice().isEmpty() && Parallelism.isSmall(checkpoint);
        this.inFiles = checkpoint.weightRoot().isPresent();
    }

    /** Nothing is read or computed before a session asks for it. */
    public static SchemeWeights of(Checkpoint checkpoint, QuantizationScheme scheme, EngineSettings settings) {
        return new SchemeWeights(checkpoint, scheme, settings);
    }

    @Override
    public boolean dependOnWindow() {
        return scheme instanceof LlmInt8Scheme;
    }

    @Override
    public Supply supply(Tensor tensor, ModuleKind kind) {
        Supply known = supplies.get(tensor.name());
        if (known == null) {
            known = make(tensor, plan.forTensor(tensor.name(), kind));
            supplies.put(tensor.name(), known);
        }
        return known;
    }

    private Supply make(Tensor tensor, Treatment treatment) {
        if (treatment instanceof Treatment.Int8 int8) {
            return int8(tensor, int8, threads, SchemeWeights::direct);
        }
        DType type = storage(tensor, treatment);
        boolean widened = small && type != tensor.dtype();
        if (treatment instanceof Treatment.Keep keep
                && inFiles
                && tensor.region().isPresent()
                && !widened) {
            return new Supply.Stored(tensor, keep.cast().orElse(tensor.dtype()));
        }
        ByteBuffer data = direct(tensor.elements() * type.bytes());
        WeightQuantizer.prepare(tensor, treatment, threads).writeRows(0, tensor.rows(), type, data, threads);
        return new Supply.Prepared(type, data);
    }

    /**
     * A weight of LLM.int8 as the CPU multiplies it.
     *
     * @param memory direct, of so many bytes, in native order
     */
    static Supply.Int8 int8(Tensor tensor, Treatment.Int8 treatment, int threads, LongFunction<ByteBuffer> memory) {
        ByteBuffer codes = memory.apply(tensor.elements());
        float[] scales = Int8Weight.quantizeByInput(tensor, treatment.transposed(), threads, codes);
        ByteBuffer stored = memory.apply((long) scales.length * Float.BYTES);
        stored.asFloatBuffer().put(scales);
        ByteBuffer factors = memory.apply((long) scales.length * Float.BYTES);
        factors.asFloatBuffer().put(Int8Weight.factors(scales));
        return new Supply.Int8(codes, stored, factors);
    }

    /** The type in which a changed weight is held. */
    private DType storage(Tensor tensor, Treatment treatment) {
        if (small || compute != DType.F32) {
            return compute;
        }
        if (treatment instanceof Treatment.Keep keep) {
            return keep.cast().orElse(tensor.dtype());
        }
        return treatment instanceof Treatment.Group group ? group.arithmetic() : DType.F32;
    }

    private static ByteBuffer direct(long bytes) {
        // Larger ones are made layer by layer.
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }
}
