/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import io.github.dsemaven.perplexity.checkpoint.DType;
import io.github.dsemaven.perplexity.checkpoint.Tensor;
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
     * @param codes int8 {@code [out, in]}, direct; by input uint8 {@code [in, out]} in which 128 stands for 0, as the integer
     *     product of CPUs multiplies fastest without ever saturating (measured: as fast as float32, and no cast is needed)
     * @param scales float32 {@code [out]}: the largest magnitude of each row, direct
     */
    record Int8(ByteBuffer codes, ByteBuffer scales, boolean byInput) implements Supply {}
}
