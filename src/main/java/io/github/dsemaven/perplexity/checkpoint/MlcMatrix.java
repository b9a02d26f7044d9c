/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A matrix as MLC quantizes it: words of codes {@code [outputs, words]} and scales {@code [outputs, groups]}, or both
 * transposed. The code of zero is the same everywhere.
 */
final class MlcMatrix implements CodedMatrix {
    private final MlcScheme scheme;
    private final Tensor words;
    private final Tensor scales;
    private final boolean transposed;
    private final int outputs;
    private final int groups;
    private final ByteBuffer wordBytes;
    private final ByteBuffer scaleBytes;

    /**
     * @param words {@code q_weight}
     * @param scales {@code q_scale}
     * @param transposed whether outputs are the last dimension of both
     */
    MlcMatrix(MlcScheme scheme, Tensor words, Tensor scales, boolean transposed) {
        this.scheme = scheme;
        this.words = words;
        this.scales = scales;
        this.transposed = transposed;
        this.outputs = Math.toIntExact(scales.dimension(transposed ? 1 : 0));
        this.groups = Math.toIntExact(scales.dimension(transposed ? 0 : 1));
        // As a whole only where rows are not in one piece: a buffer has 2 GiB at most.
        this.wordBytes = transposed ? words.bytes(0, Math.toIntExact(words.byteLength())) : ByteBuffer.allocate(0);
        this.scaleBytes = transposed ? scales.bytes(0, Math.toIntExact(scales.byteLength())) : ByteBuffer.allocate(0);
    }

    @Override
    public void codes(long row, int[] into) {
        int perWord = scheme.wordCodes();
        int mask = (1 << scheme.bits()) - 1;
        int count = (into.length + perWord - 1) / perWord;
        int rowWords = groups * MlcScheme.GROUP_WORDS;
        ByteBuffer own = transposed ? wordBytes : words.bytes(row * rowWords * Integer.BYTES, rowWords * Integer.BYTES);
        int at = 0;
        for (int i = 0; i < count; i++) {
            int word = own.getInt(Integer.BYTES * (transposed ? i * outputs + (int) row : i));
            int end = Math.min(into.length, at + perWord);
            while (at < end) {
                into[at++] = word & mask;
                word >>>= scheme.bits();
            }
        }
    }

    @Override
    public void scales(long row, float[] into) {
        if (!transposed) {
            scales.read(row * groups, into, 0, groups);
            return;
        }
        for (int i = 0; i < groups; i++) {
            int at = i * outputs + (int) row;
            into[i] = switch (scales.dtype()) {
                case F16 -> Half.toFloat(scaleBytes.getShort(Short.BYTES * at));
                case BF16 -> BFloat16.toFloat(scaleBytes.getShort(Short.BYTES * at));
                default -> scaleBytes.getFloat(Float.BYTES * at);
            };
        }
    }

    @Override
    public void zeroPoints(long row, int[] into) {
        Arrays.fill(into, (1 << scheme.bits() - 1) - 1);
    }
}
