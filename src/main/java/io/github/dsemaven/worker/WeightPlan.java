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
import io.github.dsemaven.perplexity.quantization.ModelSize;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import io.github.dsemaven.perplexity.quantization.QuantizationPlan;
import io.github.dsemaven.perplexity.quantization.QuantizationScheme;
import io.github.dsemaven.perplexity.quantization.Treatment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scheme will do to each weight of a checkpoint, known before anything is done. */
final class WeightPlan {
    /** The number of a layer in a tensor's name. */
    private static final Pattern LAYER = Pattern.compile("\\.\\d+\\.");

    private final QuantizationPlan plan;
    private final DType loaded;
    private final List<ModelGraph.Parameter> parameters;

    private WeightPlan(QuantizationPlan plan, DType loaded, List<ModelGraph.Parameter> parameters) {
        this.plan = plan;
        this.loaded = loaded;
        this.parameters = parameters;
    }

    /**
     * Holds a checkpoint against its configuration and decides what becomes of each weight.
     *
     * @param loaded the type in which the model is loaded
     * @throws io.github.dsemaven.diagnostic.DseException where the tensors contradict the configuration
     */
    static WeightPlan of(Checkpoint checkpoint, QuantizationScheme scheme, DType loaded) {
        boolean tied = checkpoint.configuration().tiedEmbeddings();
        QuantizationPlan plan = scheme.plan(new QuantizationScheme.Model(loaded, tied));
        // A graph of two tokens names every weight with its kind, and costs nothing.
        GraphShape smallest = new GraphShape(2, new ScoredRows.Range(0, 1), 1);
        ModelGraph graph =
                new GraphCompiler(checkpoint, (tensor, kind) -> named(tensor), GraphSettings.cpu()).compile(smallest);
        return new WeightPlan(plan, loaded, graph.parameters());
    }

    private static Supply named(Tensor tensor) {
        return tensor.region().isPresent()
                ? new Supply.Stored(tensor, tensor.dtype())
                : new Supply.Prepared(tensor.dtype(), ByteBuffer.allocate(0));
    }

    /** Weights and bits. */
    ModelSize size() {
        ModelSize size = ModelSize.EMPTY;
        for (ModelGraph.Parameter parameter : parameters) {
            size = size.plus(parameter.tensor(), treatment(parameter));
        }
        return size;
    }

    /** Bytes that are kept beside the mapped files, at most. */
    long preparedBytes() {
        long bytes = 0;
        for (ModelGraph.Parameter parameter : parameters) {
            Treatment treatment = treatment(parameter);
            boolean read = treatment instanceof Treatment.Keep
                    && parameter.tensor().region().isEmpty();
            bytes += parameter.tensor().elements() * (read ? Float.BYTES : bytesPerWeight(treatment));
        }
        return bytes;
    }

    /** Whether every weight is multiplied in float32 as it lies in its file. */
    boolean isFloatAsStored() {
        return loaded == DType.F32
                && parameters.stream()
                        .allMatch(parameter -> parameter.tensor().dtype() == DType.F32
                                && parameter.tensor().region().isPresent()
                                && treatment(parameter) instanceof Treatment.Keep keep
                                && keep.cast().orElse(DType.F32) == DType.F32);
    }

    /** Whether linear layers multiply integers. */
    boolean hasIntegers() {
        return parameters.stream().anyMatch(parameter -> treatment(parameter) instanceof Treatment.Int8);
    }

    /** Bytes that the weights of the largest layer take at work, embedding and head left out. */
    long largestLayerBytes() {
        Map<String, Long> layers = new LinkedHashMap<>();
        for (ModelGraph.Parameter parameter : parameters) {
            boolean table = parameter.kind() == ModuleKind.EMBEDDING || parameter.kind() == ModuleKind.HEAD;
            if (!table) {
                Treatment treatment = treatment(parameter);
                long elements = parameter.tensor().elements();
                long bytes = treatment instanceof Treatment.Keep
                        ? 0
                        : treatment instanceof Treatment.Int8 ? elements : elements * Float.BYTES;
                layers.merge(layer(parameter.tensor().name()), bytes, Long::sum);
            }
        }
        return layers.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Elements of the largest matrix, embedding and head left out: what is cast in one piece. */
    long largestMatrix() {
        return parameters.stream()
                .filter(parameter -> parameter.kind() != ModuleKind.EMBEDDING && parameter.kind() != ModuleKind.HEAD)
                .mapToLong(parameter -> parameter.tensor().elements())
                .max()
                .orElse(0);
    }

    private static String layer(String name) {
        Matcher number = LAYER.matcher(name);
        return number.find() ? number.group() : "";
    }

    private int bytesPerWeight(Treatment treatment) {
        if (treatment instanceof Treatment.Keep) {
            return 0; // read from its file
        }
        if (treatment instanceof Treatment.Int8) {
            return 1;
        }
        return (treatment instanceof Treatment.Group group ? group.arithmetic() : loaded).bytes();
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
