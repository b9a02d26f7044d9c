/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.quantization.LlmInt8Scheme;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The matrix product of LLM.int8: activations rounded to float16, then to int8 by each token's largest magnitude; columns in
 * which any token of the window reaches the threshold are multiplied in float16 instead. Every rounding of the original
 * happens here too, whatever the type of the graph. The original works on one window a call, so outliers are those of a
 * window, and the result does not depend on how many windows share a call.
 */
final class Int8Product {
    /** The byte that stands for the code 0. */
    private static final int ZERO = 128;

    private static final int MOST_PARTS = 16;

    /**
     * Activations as the product needs them; the same for all layers that read them.
     *
     * @param codes bytes for a product of integers, floats for one of floats
     */
    private record Activations(Value codes, Value rowScales, Value outliers, Value outlierColumns) {}

    private final Blocks blocks;
    private final GraphBuilder graph;
    private final Map<Value, Activations> known = new HashMap<>();

    Int8Product(Blocks blocks) {
        this.blocks = blocks;
        this.graph = blocks.graph();
    }

    /**
     * @param x {@code [batch, rows, in]}
     * @param bias {@code [out]} in float32, or {@link Value#NONE}
     */
    Value multiply(Value x, Parameters.Linear.Int8 weight, int out, int in, Value bias) {
        Activations activations = known.computeIfAbsent(x, key -> quantize(key, in, weight.byInput()));
        Value sums = weight.byInput()
                ? integerProduct(activations.codes(), weight.codes())
                : floatProduct(activations.codes(), weight.codes());
        Value product = blocks.multiply(blocks.multiply(sums, activations.rowScales()), weight.factors());
        if (!bias.equals(Value.NONE)) {
            product = blocks.add(product, bias);
        }
        Value inner = half(product);
        Value total = blocks.cast(blocks.add(inner, outlierProduct(activations, weight)), DType.F16);
        return blocks.dtype() == DType.F16 ? total : blocks.cast(total, blocks.dtype());
    }

    private Activations quantize(Value x, int in, boolean toBytes) {
        Value a = blocks.cast(blocks.dtype() == DType.F16 ? x : blocks.cast(x, DType.F16), DType.F32);
        Value magnitude = graph.node("Abs", List.of(a), Map.of());
        Value below = graph.node("Less", List.of(magnitude, constant(LlmInt8Scheme.THRESHOLD)), Map.of());
        Value zero = constant(0);
        Value inliers = graph.node("Where", List.of(below, a, zero), Map.of());
        Value largest = largest(graph.node("Abs", List.of(inliers), Map.of()), 2, in);
        // A row of zeros has codes of zeros, whatever it is divided by; no other magnitude is below the smallest half.
        Value safe = graph.node("Max", List.of(largest, constant(0x1p-24f)), Map.of());
        Value factor = graph.node("Div", List.of(constant(127), safe), Map.of());
        Value codes = graph.node("Round", List.of(blocks.multiply(inliers, factor)), Map.of());
        Value peak = largest(magnitude, 1, blocks.length());
        Value outlier = graph.node("GreaterOrEqual", List.of(peak, constant(LlmInt8Scheme.THRESHOLD)), Map.of());
        Value kept = graph.node("Where", List.of(outlier, zero, codes), Map.of());
        Value windows = graph.node(
                "ReduceSum", List.of(blocks.cast(outlier, DType.F32), graph.longs(0, 1)), Map.of("keepdims", 0));
        Value columns = blocks.reshape(graph.node("NonZero", List.of(windows), Map.of()), -1);
        Value ofWindow = graph.node("Where", List.of(outlier, a, zero), Map.of());
        Value outliers = graph.node("Gather", List.of(ofWindow, columns), Map.of("axis", 2));
        Value stored = toBytes
                ? graph.node("Cast", List.of(blocks.add(kept, constant(ZERO))), Map.of("to", Types.UINT8))
                : kept;
        return new Activations(stored, largest, outliers, columns);
    }

    /** Sums of integers, rounded to float32 as the original does. */
    private Value integerProduct(Value bytes, Value weightBytes) {
        Value zero = graph.byteScalar(ZERO);
        Value sums = graph.node("MatMulInteger", List.of(bytes, weightBytes, zero, zero), Map.of());
        return blocks.cast(sums, DType.F32);
    }

    /**
     * The same by products of floats, for devices without a fast one of integers. Sums below 2^24 are exact, and those of
     * models are far below; of larger ones the last bits of a float32 are lost, which the original drops as well.
     */
    private Value floatProduct(Value codes, Value weightCodes) {
        return product(codes, blocks.cast(weightCodes, DType.F32));
    }

    private Value product(Value a, Value weights) {
        return graph.microsoft("FusedMatMul", List.of(a, weights), Map.of("transB", 1));
    }

    /** Outlier columns times the same columns of the weight as its codes say, in float16. */
    private Value outlierProduct(Activations activations, Parameters.Linear.Int8 weight) {
        if (weight.byInput()) {
            Value bytes = graph.node("Gather", List.of(weight.codes(), activations.outlierColumns()), Map.of());
            Value codes = graph.node("Sub", List.of(blocks.cast(bytes, DType.F32), constant(ZERO)), Map.of());
            Value scaled = blocks.multiply(codes, weight.scales());
            Value rows = half(graph.node("Div", List.of(scaled, constant(127)), Map.of()));
            return graph.node("MatMul", List.of(activations.outliers(), rows), Map.of());
        }
        Value codes = graph.node("Gather", List.of(weight.codes(), activations.outlierColumns()), Map.of("axis", 1));
        Value scaled = blocks.multiply(blocks.cast(codes, DType.F32), weight.scales());
        Value columns = half(graph.node("Div", List.of(scaled, constant(127)), Map.of()));
        return product(activations.outliers(), columns);
    }

    /**
     * Largest elements along one dimension, which stays with size 1. On a GPU part against part, because ONNX Runtime's
     * kernel for it needs cuDNN; in many parts a step, because a session takes its time for every node.
     *
     * @param size of the dimension
     */
    private Value largest(Value x, int axis, int size) {
        if (!blocks.gpu()) {
            return graph.node("ReduceMax", List.of(x, graph.longs(axis)), Map.of("keepdims", 1));
        }
        Value rest = x;
        int left = size;
        while (left > 1) {
            int parts = partsOf(left);
            if (parts > 1) {
                left /= parts;
                long[] sizes = new long[parts];
                Arrays.fill(sizes, left);
                rest = graph.node("Max", blocks.split(rest, axis, sizes), Map.of());
            } else {
                // Both halves hold the middle.
                int half = (left + 1) / 2;
                Value first = blocks.slice(rest, axis, 0, half);
                rest = graph.node("Max", List.of(first, blocks.slice(rest, axis, left - half, left)), Map.of());
                left = half;
            }
        }
        return rest;
    }

    /** Equal parts that a dimension can be split into: as many as possible, 16 at most. */
    private static int partsOf(int size) {
        int parts = MOST_PARTS;
        while (size % parts != 0) {
            parts--;
        }
        return parts;
    }

    /** Rounded to float16, in float32. */
    private Value half(Value x) {
        return blocks.cast(blocks.cast(x, DType.F16), DType.F32);
    }

    private Value constant(float value) {
        return graph.scalar(value, DType.F32);
    }
}
