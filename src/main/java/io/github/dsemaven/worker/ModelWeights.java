/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.Checkpoint;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.onnx.GraphCompiler;
import io.github.dsemaven.perplexity.onnx.GraphSettings;
import io.github.dsemaven.perplexity.onnx.GraphShape;
import io.github.dsemaven.perplexity.onnx.ModelGraph;
import io.github.dsemaven.perplexity.onnx.ScoredRows;
import io.github.dsemaven.perplexity.onnx.Supply;
import io.github.dsemaven.perplexity.onnx.WeightSource;
import io.github.dsemaven.perplexity.quantization.Int8Weight;
import io.github.dsemaven.perplexity.quantization.ModelSize;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import io.github.dsemaven.perplexity.quantization.QuantizationPlan;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.Treatment;
import io.github.dsemaven.perplexity.quantization.WeightQuantizer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of a checkpoint under a scheme: quantized when the graph first asks for them, the rest left where they lie.
 * What is quantized is known before anything is.
 */
final class ModelWeights implements WeightSource {
    private final QuantizationPlan plan;
    private final DType loaded;
    private final int threads;
    private final List<ModelGraph.Parameter> parameters;
    private final Map<String, Supply> supplied = new HashMap<>();

    private ModelWeights(QuantizationPlan plan, DType loaded, int threads, List<ModelGraph.Parameter> parameters) {
        this.plan = plan;
        this.loaded = loaded;
        this.threads = threads;
        this.parameters = parameters;
    }

    /**
     * Holds a checkpoint against its configuration and decides what becomes of each weight.
     *
     * @param loaded the type in which the model is loaded
     * @throws io.github.dsemaven.diagnostic.DseException where the tensors contradict the configuration
     */
    static ModelWeights plan(Checkpoint checkpoint, QuantizationScheme scheme, DType loaded, int threads) {
        boolean tied = checkpoint.configuration().tiedEmbeddings();
        QuantizationPlan plan = scheme.plan(new QuantizationScheme.Model(loaded, tied));
        // A graph of two tokens names every weight with its kind, and costs nothing.
        GraphShape smallest = new GraphShape(2, new ScoredRows.Range(0, 1), 1);
        ModelGraph graph = new GraphCompiler(
                        checkpoint, (tensor, kind) -> new Supply.Stored(tensor), GraphSettings.cpu())
                .compile(smallest);
        return new ModelWeights(plan, loaded, threads, graph.parameters());
    }

    @Override
    public Supply supply(Tensor tensor, ModuleKind kind) {
        return supplied.computeIfAbsent(tensor.name(), name -> make(tensor, plan.forTensor(name, kind)));
    }

    private Supply make(Tensor tensor, Treatment treatment) {
        if (treatment instanceof Treatment.Int8 int8) {
            Int8Weight weight = Int8Weight.quantize(tensor, int8.transposed(), threads);
            return new Supply.Int8(weight.codes(), Buffers.bytes(weight.scales()));
        }
        Optional<DType> target = target(tensor, treatment);
        if (target.isEmpty()) {
            return new Supply.Stored(tensor);
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(
                Math.toIntExact(tensor.elements() * target.get().bytes()));
        WeightQuantizer.prepare(tensor, treatment, threads).writeRows(0, tensor.rows(), target.get(), bytes, threads);
        return new Supply.Prepared(target.get(), bytes);
    }

    /** The type in which a weight's new values are kept; empty where it stays as it is stored. */
    private Optional<DType> target(Tensor tensor, Treatment treatment) {
        if (treatment instanceof Treatment.Keep keep) {
            return keep.cast().filter(cast -> cast != tensor.dtype() && narrows(tensor.dtype(), cast));
        }
        // Restored values are exact in the type of the scheme's arithmetic.
        return Optional.of(treatment instanceof Treatment.Group group ? group.arithmetic() : loaded);
    }

    /** Whether a cast changes values: a wider type holds every value of a narrower one. */
    private static boolean narrows(DType from, DType to) {
        return to != DType.F32 || from.bytes() > to.bytes();
    }

    /** Weights and bits. */
    ModelSize size() {
        ModelSize size = ModelSize.EMPTY;
        for (ModelGraph.Parameter parameter : parameters) {
            size = size.plus(parameter.tensor(), treatment(parameter));
        }
        return size;
    }

    /** Bytes that are kept beside the mapped files. */
    long preparedBytes() {
        long bytes = 0;
        for (ModelGraph.Parameter parameter : parameters) {
            Treatment treatment = treatment(parameter);
            Tensor tensor = parameter.tensor();
            bytes += treatment instanceof Treatment.Int8
                    ? tensor.elements()
                    : target(tensor, treatment).map(DType::bytes).orElse(0) * tensor.elements();
        }
        return bytes;
    }

    /** What is quantized, with layers counted instead of named: {@code model.layers.*.mlp.up_proj (4)}. */
    List<String> quantized() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (ModelGraph.Parameter parameter : parameters) {
            if (treatment(parameter).quantizes()) {
                String module =
                        parameter.tensor().name().replaceAll("\\.weight$", "").replaceAll("\\.\\d+\\.", ".*.");
                counts.merge(module, 1, Integer::sum);
            }
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((module, count) -> lines.add(count == 1 ? module : module + " (" + count + ")"));
        return lines;
    }

    private Treatment treatment(ModelGraph.Parameter parameter) {
        return plan.forTensor(parameter.tensor().name(), parameter.kind());
    }
}
