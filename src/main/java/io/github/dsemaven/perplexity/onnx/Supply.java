/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.quantization.GroupCodes;
import java.nio.ByteBuffer;

/** In which form a weight reaches the graph. */
public sealed interface Supply {
    /**
     * As stored: ONNX Runtime reads it from the checkpoint's file by itself.
     *
     * @param through type that the values are rounded to first; the stored one for none
     */
    record Stored(Tensor tensor, DType through) implements Supply {
        /** Without rounding. */
        public Stored(Tensor tensor) {
            this(tensor, tensor.dtype());
        }
    }

    /**
     * Changed, in memory outside the heap.
     *
     * @param dtype F32, F16 or BF16
     * @param data little-endian, direct, in the tensor's own shape
     */
    record Prepared(DType dtype, ByteBuffer data) implements Supply {}

    /**
     * Changed, in a file of its own: ONNX Runtime reads it from there by itself, which is how weights reach a GPU fastest.
     *
     * @param dtype F32, F16 or BF16
     * @param region exactly the tensor's elements, row-major and little-endian
     */
    record Written(DType dtype, Tensor.FileRegion region) implements Supply {}

    /**
     * Some rows of a table, changed, in memory outside the heap: those that a stage uses of an embedding or a head.
     *
     * @param count how many
     * @param data float32 {@code [count, row length]}, little-endian, direct
     */
    record Rows(long count, ByteBuffer data) implements Supply {}

    /**
     * LLM.int8: the linear layer multiplies integers.
     *
     * @param codes uint8 {@code [in, out]} in which 128 stands for 0, direct: as the integer product of CPUs multiplies fastest
     *     without ever saturating (measured: as fast as float32, and no cast is needed)
     * @param scales float32 {@code [out]}: the largest magnitude of each row, direct
     * @param factors float32 {@code [out]}: what sums of products of codes are multiplied by, direct
     */
    record Int8(ByteBuffer codes, ByteBuffer scales, ByteBuffer factors) implements Supply {}

    /**
     * The same with codes in int8 {@code [out, in]}, in a file.
     *
     * @param outputs rows of the codes
     * @param inputs columns of the codes
     */
    record WrittenInt8(
            int outputs, int inputs, Tensor.FileRegion codes, Tensor.FileRegion scales, Tensor.FileRegion factors)
            implements Supply {}

    /**
     * Codes in groups, in a file, restored by the operator that multiplies them or right before.
     *
     * @param layout where it has whole groups, MatMulNBits multiplies; otherwise it has 4 bits and DequantizeLinear restores
     * @param codes as the layout says
     * @param scaleType type of the scales: the graph's for MatMulNBits; F16 or F32
     * @param scales {@code [outputs, groups]}
     * @param zeroPoints {@code [outputs, groups]}: of 4 bits two a byte, each row from a byte of its own for MatMulNBits
     */
    record Grouped(
            GroupCodes.Layout layout,
            Tensor.FileRegion codes,
            DType scaleType,
            Tensor.FileRegion scales,
            Tensor.FileRegion zeroPoints)
            implements Supply {}

    /**
     * NF4 codes, in a file, for MatMulBnb4.
     *
     * @param codes two a byte, the first in the upper half
     * @param scales one for each block, in the graph's type
     */
    record Nf4(int outputs, int inputs, Tensor.FileRegion codes, Tensor.FileRegion scales) implements Supply {}

    /** Bytes that the weight takes in files of ours. */
    default long writtenBytes() {
        if (this instanceof Written written) {
            return written.region().length();
        }
        if (this instanceof WrittenInt8 int8) {
            return int8.codes().length()
                    + int8.scales().length()
                    + int8.factors().length();
        }
        if (this instanceof Grouped grouped) {
            return grouped.codes().length()
                    + grouped.scales().length()
                    + grouped.zeroPoints().length();
        }
        return this instanceof Nf4 nf4 ? nf4.codes().length() + nf4.scales().length() : 0;
    }
}
