/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.quantization.LlmInt8Scheme;
import java.util.ArrayList;
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
    /** Products of this many pairs of int8 sum exactly in float32: 1024 * 127 * 127 is below 2^24. */
    private static final int EXACT = 1024;

    /** The byte that stands for the code 0. */
    private static final int ZERO = 128;

    /** What bitsandbytes' kernel multiplies by: 1 / (127 * 127), as it spells it. */
    private static final float DEQUANTIZE = 6.200012e-05f;

    /** Activations as the product needs them; the same for all layers that read them. */
    private record Activations(Value codes, Value bytes, Value rowScales, Value outliers, Value outlierColumns) {}

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
        Activations activations = known.computeIfAbsent(x, key -> quantize(key, in));
        Value sums = weight.byInput()
                ? integerProduct(activations.bytes(), weight.codes())
                : floatProduct(activations.codes(), weight.codes(), in);
        Value columnScales = blocks.multiply(weight.scales(), constant(DEQUANTIZE));
        Value product = blocks.multiply(blocks.multiply(sums, activations.rowScales()), columnScales);
        if (!bias.equals(Value.NONE)) {
            product = blocks.add(product, bias);
        }
        Value inner = half(product);
        Value total = half(blocks.add(inner, outlierProduct(activations, weight)));
        return blocks.dtype() == DType.F32 ? total : blocks.cast(total, blocks.dtype());
    }

    private Activations quantize(Value x, int in) {
        Value wide = blocks.dtype() == DType.F32 ? x : blocks.cast(x, DType.F32);
        Value a = half(wide);
        Value magnitude = graph.node("Abs", List.of(a), Map.of());
        Value below = graph.node("Less", List.of(magnitude, constant(LlmInt8Scheme.THRESHOLD)), Map.of());
        Value zero = constant(0);
        Value inliers = graph.node("Where", List.of(below, a, zero), Map.of());
        Value largest = blocks.largest(graph.node("Abs", List.of(inliers), Map.of()), 2, in);
        // A row of zeros has codes of zeros, whatever it is divided by; no other magnitude is below the smallest half.
        Value safe = graph.node("Max", List.of(largest, constant(0x1p-24f)), Map.of());
        Value factor = graph.node("Div", List.of(constant(127), safe), Map.of());
        Value codes = graph.node("Round", List.of(blocks.multiply(inliers, factor)), Map.of());
        Value peak = blocks.largest(magnitude, 1, blocks.length());
        Value outlier = graph.node("GreaterOrEqual", List.of(peak, constant(LlmInt8Scheme.THRESHOLD)), Map.of());
        Value kept = graph.node("Where", List.of(outlier, zero, codes), Map.of());
        Value windows = graph.node(
                "ReduceSum", List.of(blocks.cast(outlier, DType.F32), graph.longs(0, 1)), Map.of("keepdims", 0));
        Value columns = blocks.reshape(graph.node("NonZero", List.of(windows), Map.of()), -1);
        Value ofWindow = graph.node("Where", List.of(outlier, a, zero), Map.of());
        Value outliers = graph.node("Gather", List.of(ofWindow, columns), Map.of("axis", 2));
        Value bytes = graph.node("Cast", List.of(blocks.add(kept, constant(ZERO))), Map.of("to", Types.UINT8));
        return new Activations(kept, bytes, largest, outliers, columns);
    }

    /** Sums of integers, rounded to float32 as the original does. */
    private Value integerProduct(Value bytes, Value weightBytes) {
        Value zero = graph.byteScalar(ZERO);
        Value sums = graph.node("MatMulInteger", List.of(bytes, weightBytes, zero, zero), Map.of());
        return blocks.cast(sums, DType.F32);
    }

    /** The same by products of floats, for devices without one of integers. */
    private Value floatProduct(Value codes, Value weightCodes, int in) {
        Value weights = blocks.cast(weightCodes, DType.F32);
        if (in <= EXACT) {
            return product(codes, weights);
        }
        var sizes = new ArrayList<Long>();
        for (int from = 0; from < in; from += EXACT) {
            sizes.add((long) Math.min(EXACT, in - from));
        }
        long[] parts = sizes.stream().mapToLong(Long::longValue).toArray();
        List<Value> left = blocks.split(codes, 2, parts);
        List<Value> right = blocks.split(weights, 1, parts);
        Value sum = integers(product(left.get(0), right.get(0)));
        for (int i = 1; i < parts.length; i++) {
            sum = blocks.add(sum, integers(product(left.get(i), right.get(i))));
        }
        return blocks.cast(sum, DType.F32);
    }

    private Value integers(Value x) {
        return graph.node("Cast", List.of(x), Map.of("to", Types.INT32));
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
        Value scales = graph.node("Unsqueeze", List.of(weight.scales(), graph.longs(1)), Map.of());
        Value scaled = blocks.multiply(blocks.cast(codes, DType.F32), scales);
        Value columns = half(graph.node("Div", List.of(scaled, constant(127)), Map.of()));
        return product(activations.outliers(), columns);
    }

    /** Rounded to float16, in float32. */
    private Value half(Value x) {
        return blocks.cast(blocks.cast(x, DType.F16), DType.F32);
    }

    private Value constant(float value) {
        return graph.scalar(value, DType.F32);
    }
}
