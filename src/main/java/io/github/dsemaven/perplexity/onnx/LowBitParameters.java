/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.quantization.GroupCodes;
import java.util.List;
import java.util.Map;

/** Weights of few bits as initializers that lie in files. */
final class LowBitParameters {
    private final GraphBuilder graph;
    private final DType dtype;

    /** @param dtype type of the graph */
    LowBitParameters(GraphBuilder graph, DType dtype) {
        this.graph = graph;
        this.dtype = dtype;
    }

    /** Codes for MatMulNBits, or a matrix that DequantizeLinear restores with each call. */
    Parameters.Linear grouped(String name, Supply.Grouped weight) {
        GroupCodes.Layout layout = weight.layout();
        int outputs = layout.outputs();
        int groups = layout.groups();
        Value scales = external(name + ".scales", Types.of(weight.scaleType()), weight.scales(), outputs, groups);
        if (layout.wholeGroups()) {
            int groupBytes = layout.group() * layout.bits() / 8;
            Value codes = external(name + ".codes", Types.UINT8, weight.codes(), outputs, groups, groupBytes);
            int zeroBytes = (groups * layout.bits() + 7) / 8;
            Value zeroPoints = external(name + ".zeros", Types.UINT8, weight.zeroPoints(), outputs, zeroBytes);
            return new Parameters.Linear.Grouped(layout, codes, scales, zeroPoints);
        }
        Value codes = external(name + ".codes", Types.UINT4, weight.codes(), outputs, layout.inputs());
        Value zeroPoints = external(name + ".zeros", Types.UINT4, weight.zeroPoints(), outputs, groups);
        Value restored = graph.restoreWeight(
                name, List.of(codes, scales, zeroPoints), Map.of("axis", 1, "block_size", layout.group()));
        return new Parameters.Linear.Restored(
                weight.scaleType() == dtype ? restored : graph.castWeight(restored, Types.of(dtype)));
    }

    /** Codes for MatMulBnb4. */
    Parameters.Linear nf4(String name, Supply.Nf4 weight) {
        long blocks = weight.scales().length() / dtype.bytes();
        Value codes = external(
                name + ".codes", Types.UINT8, weight.codes(), weight.codes().length());
        Value scales = external(name + ".scales", Types.of(dtype), weight.scales(), blocks);
        return new Parameters.Linear.Nf4(weight.outputs(), weight.inputs(), codes, scales);
    }

    /** Codes for {@link Int8Product}. */
    Parameters.Linear int8(String name, Supply.WrittenInt8 weight) {
        Value codes = external(name + ".codes", Types.INT8, weight.codes(), weight.outputs(), weight.inputs());
        Value scales = external(name + ".scales", Types.FLOAT, weight.scales(), weight.outputs(), 1);
        Value factors = external(name + ".factors", Types.FLOAT, weight.factors(), weight.outputs());
        return new Parameters.Linear.Int8(codes, scales, factors, false);
    }

    private Value external(String name, int type, Tensor.FileRegion region, long... shape) {
        return graph.external(name, type, shape, Parameters.location(region.file()), region.offset(), region.length());
    }
}
