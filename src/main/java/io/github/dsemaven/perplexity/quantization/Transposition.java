/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A copy of a matrix with rows and columns exchanged. */
final class Transposition {
    private Transposition() {}

    static Tensor of(Tensor matrix) {
        if (matrix.shape().length != 2) {
            throw new IllegalArgumentException(matrix + " is no matrix");
        }
        int rows = Math.toIntExact(matrix.dimension(0));
        int columns = Math.toIntExact(matrix.dimension(1));
        int size = matrix.dtype().bytes();
        ByteBuffer to =
                ByteBuffer.allocateDirect(Math.toIntExact(matrix.byteLength())).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows; i++) {
            ByteBuffer from = matrix.bytes((long) i * columns * size, columns * size);
            for (int j = 0; j < columns; j++) {
                if (size == 4) {
                    to.putInt((j * rows + i) * 4, from.getInt(j * 4));
                } else {
                    to.putShort((j * rows + i) * 2, from.getShort(j * 2));
                }
            }
        }
        return Tensor.of(matrix.name(), matrix.dtype(), new long[] {columns, rows}, to);
    }
}
