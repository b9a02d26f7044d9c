/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.perplexity.checkpoint.Activation;
import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.ModelConfiguration;
import io.github.dsemaven.perplexity.quantization.ModuleKind;
import io.github.dsemaven.perplexity.quantization.Nf4Codes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What all decoders are made of: embeddings, norms, linear layers, activations. Activations are {@code [batch, rows, width]}. */
final class Blocks {
    /** MatMulBnb4's number for NF4. */
    private static final int NF4 = 1;

    private final GraphBuilder graph;
    private final Parameters parameters;
    private final ModelConfiguration configuration;
    private final DType dtype;
    private final int length;
    private final boolean gpu;
    private final boolean gated;
    private final Int8Product int8Product;

    /**
     * @param settings type, and the kind of device
     * @param length tokens of a window
     */
    Blocks(
            GraphBuilder graph,
            Parameters parameters,
            ModelConfiguration configuration,
            GraphSettings settings,
            int length) {
        this.length = length;
        this.gpu = settings.gpu();
        this.gated = settings.gated();
        this.graph = graph;
        this.parameters = parameters;
        this.configuration = configuration;
        this.dtype = settings.dtype();
        this.int8Product = new Int8Product(this);
    }

    ModelConfiguration configuration() {
        return configuration;
    }

    GraphBuilder graph() {
        return graph;
    }

    Parameters parameters() {
        return parameters;
    }

    DType dtype() {
        return dtype;
    }

    /** As many rows of a table of positions as a window has tokens, from this one on. */
    Value firstRows(Value table, int from) {
        if (length > configuration.maxPositions()) {
            throw new DseException(
                    Place.of(configuration.modelType()),
                    "a window of " + length + " tokens is longer than the " + configuration.maxPositions()
                            + " positions that this model has learned",
                    Suggestions.learnedPositions(configuration.maxPositions()));
        }
        return slice(table, 0, from, from + length);
    }

    /** Rows of a table by number. */
    Value lookUp(Value table, Value indices) {
        return graph.node("Gather", List.of(table, indices), Map.of());
    }

    /** The token embedding, multiplied by the configuration's factor as rounded to the graph's type. */
    Value embed(String name, Value ids) {
        Parameters.Raw table = parameters.table(
                name,
                ModuleKind.EMBEDDING,
                configuration.vocabularySize(),
                configuration.residual().embeddingSize());
        Value rows = widen(lookUp(table.value(), ids), table);
        return scale(rows, configuration.scales().embedding());
    }

    /** Rounds and casts a part of a weight to the type of the graph. */
    Value widen(Value part, Parameters.Raw weight) {
        Value rounded = weight.through() == weight.from() ? part : cast(part, weight.through());
        return weight.through() == dtype ? rounded : cast(rounded, dtype);
    }

    /** Root-mean-square norm over the last dimension, times a weight. */
    Value rmsNorm(Value x, String name, int width) {
        return rmsNorm(x, parameters.weight(name + ".weight", ModuleKind.OTHER, width));
    }

    /** Gemma's: times one more than the weight, in float32. */
    Value rmsNormFromOne(Value x, String name, int width) {
        Value weight = parameters.weight(name + ".weight", ModuleKind.OTHER, width);
        if (dtype == DType.F32) {
            return rmsNorm(x, add(weight, graph.scalar(1, dtype)));
        }
        Value wide = add(cast(weight, DType.F32), graph.scalar(1, DType.F32));
        return cast(rmsNorm(cast(x, DType.F32), wide), dtype);
    }

    private Value rmsNorm(Value x, Value weight) {
        return graph.node(
                "SimplifiedLayerNormalization",
                List.of(x, weight),
                Map.of("epsilon", configuration.normEpsilon(), "axis", -1, "stash_type", 1));
    }

    /** Layer norm with weight and bias, where the model has these. */
    Value layerNorm(Value x, String name, int width) {
        Map<String, Object> attributes = Map.of("epsilon", configuration.normEpsilon(), "axis", -1);
        if (!configuration.residual().affineNorm()) {
            Value ones = graph.table(dtype, List.of("ones"), () -> ones(width), width);
            return graph.node("LayerNormalization", List.of(x, ones), attributes);
        }
        Value weight = parameters.weight(name + ".weight", ModuleKind.OTHER, width);
        Value bias = parameters.weight(name + ".bias", ModuleKind.OTHER, width);
        return graph.node("LayerNormalization", List.of(x, weight, bias), attributes);
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** {@code x W^T + b} with the weight stored {@code [out, in]}. */
    Value linear(Value x, String name, int out, int in, boolean bias) {
        return linear(x, name, ModuleKind.LINEAR, out, in, bias);
    }

    /** The same for a module of another kind. */
    Value linear(Value x, String name, ModuleKind kind, int out, int in, boolean bias) {
        Parameters.Linear weight = parameters.linear(name + ".weight", kind, out, in);
        return multiply(x, weight, name, out, in, bias, true);
    }

    /** {@code x W + b} with the weight stored {@code [in, out]}: GPT-2's Conv1D. */
    Value conv1d(Value x, String name, int out, int in) {
        Parameters.Linear weight = parameters.linear(name + ".weight", ModuleKind.CONV1D, in, out);
        return multiply(x, weight, name, out, in, true, false);
    }

    private Value multiply(
            Value x, Parameters.Linear weight, String name, int out, int in, boolean bias, boolean transposed) {
        Value added = bias ? parameters.weight(name + ".bias", ModuleKind.OTHER, out) : Value.NONE;
        if (weight instanceof Parameters.Linear.Int8 int8) {
            Value wide = bias && dtype != DType.F32 ? cast(added, DType.F32) : added;
            return int8Product.multiply(x, int8, out, in, wide);
        }
        Value product = product(x, weight, transposed);
        return bias ? add(product, added) : product;
    }

    private Value product(Value x, Parameters.Linear weight, boolean transposed) {
        if (weight instanceof Parameters.Linear.Grouped codes) {
            return graph.microsoft(
                    "MatMulNBits",
                    List.of(x, codes.codes(), codes.scales(), codes.zeroPoints()),
                    Map.of(
                            "N", codes.layout().outputs(),
                            "K", codes.layout().inputs(),
                            "bits", codes.layout().bits(),
                            "block_size", codes.layout().group()));
        }
        if (weight instanceof Parameters.Linear.Nf4 codes) {
            return graph.microsoft(
                    "MatMulBnb4",
                    List.of(x, codes.codes(), codes.scales()),
                    Map.of(
                            "N",
                            codes.outputs(),
                            "K",
                            codes.inputs(),
                            "block_size",
                            Nf4Codes.BLOCK,
                            "quant_type",
                            NF4,
                            "transB",
                            1));
        }
        if (weight instanceof Parameters.Linear.Restored restored) {
            return graph.microsoft("FusedMatMul", List.of(x, restored.weight()), Map.of("transB", 1));
        }
        Value matrix = ((Parameters.Linear.Dense) weight).weight();
        return transposed
                ? graph.microsoft("FusedMatMul", List.of(x, matrix), Map.of("transB", 1))
                : graph.node("MatMul", List.of(x, matrix), Map.of());
    }

    Value add(Value a, Value b) {
        return graph.node("Add", List.of(a, b), Map.of());
    }

    Value multiply(Value a, Value b) {
        return graph.node("Mul", List.of(a, b), Map.of());
    }

    /** Times a constant, where it is not 1. */
    Value scale(Value x, double factor) {
        return factor == 1 ? x : multiply(x, graph.scalar(factor, dtype));
    }

    /** {@code cap * tanh(x / cap)}, where there is a cap. */
    Value softcap(Value x, double cap, DType type) {
        if (cap == 0) {
            return x;
        }
        Value ratio = graph.node("Div", List.of(x, graph.scalar(cap, type)), Map.of());
        Value bounded = graph.node("Tanh", List.of(ratio), Map.of());
        return multiply(bounded, graph.scalar(cap, type));
    }

    /** Whether the graph is for a GPU. */
    boolean gpu() {
        return gpu;
    }

    /** Tokens of a window. */
    int length() {
        return length;
    }

    Value cast(Value x, DType type) {
        return graph.node("Cast", List.of(x), Map.of("to", Types.of(type)));
    }

    Value activate(Value x, Activation activation) {
        return switch (activation) {
            case SILU -> graph.microsoft("QuickGelu", List.of(x), Map.of("alpha", 1.0f));
            case GELU -> graph.node("Gelu", List.of(x), Map.of());
            case GELU_TANH -> graph.node("Gelu", List.of(x), Map.of("approximate", "tanh"));
            case RELU -> graph.node("Relu", List.of(x), Map.of());
            case RELU_SQUARED -> {
                Value positive = graph.node("Relu", List.of(x), Map.of());
                yield multiply(positive, positive);
            }
        };
    }

    /**
     * {@code act(gate) * x}.
     *
     * @param width of the last dimension
     */
    Value gate(Value gate, Value x, Activation activation, int width) {
        return gated && activation == Activation.SILU
                ? SiluGate.multiply(graph, dtype, gate, x, width)
                : multiply(activate(gate, activation), x);
    }

    Value reshape(Value x, long... shape) {
        return graph.node("Reshape", List.of(x, graph.longs(shape)), Map.of());
    }

    Value transpose(Value x, int... order) {
        return graph.node("Transpose", List.of(x), Map.of("perm", order));
    }

    /** A range of one dimension. */
    Value slice(Value x, int axis, long from, long to) {
        return graph.node("Slice", List.of(x, graph.longs(from), graph.longs(to), graph.longs(axis)), Map.of());
    }

    /** Parts of one dimension, of these sizes. */
    List<Value> split(Value x, int axis, long... sizes) {
        return sizes.length == 1
                ? List.of(x)
                : graph.nodes("Split", sizes.length, List.of(x, graph.longs(sizes)), Map.of("axis", axis));
    }

    Value concat(List<Value> parts, int axis) {
        return parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, Map.of("axis", axis));
    }
}
