/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A matrix of GPTQ or AWQ: an output is a column of the words, and of the scales and zero points {@code [groups, outputs]}.
 *
 * <ul>
 *   <li>GPTQ: words {@code [inputs * bits / 32, outputs]}; the codes of a column follow one another from the lowest bit on, in 3
 *       bits across the borders of words too. Zero points lie so along each row of their words.
 *   <li>AWQ: words {@code [inputs, outputs / 8]}, each with eight outputs in the order 0, 2, 4, 6, 1, 3, 5, 7.
 * </ul>
 */
final class PackedMatrix implements CodedMatrix {
    /** Where in a word of AWQ an output lies. */
    private static final int[] AWQ_PLACES = {0, 4, 1, 5, 2, 6, 3, 7};

    private static final int WORD = 32;

    private final CodeFormat format;
    private final int outputs;
    private final ByteBuffer words;
    private final ByteBuffer scales;
    private final DType scaleType;
    private final Optional<ByteBuffer> zeros;
    private final int mask;

    /**
     * @param words {@code qweight}
     * @param scales {@code scales}
     * @param zeros {@code qzeros}, absent where every zero point is the middle of the codes
     */
    PackedMatrix(CodeFormat format, Tensor words, Tensor scales, Optional<Tensor> zeros) {
        this.format = format;
        this.outputs = Math.toIntExact(scales.dimension(1));
        this.words = whole(words);
        this.scales = whole(scales);
        this.scaleType = scales.dtype();
        this.zeros = zeros.map(PackedMatrix::whole);
        this.mask = (1 << format.bits()) - 1;
    }

    private static ByteBuffer whole(Tensor tensor) {
        return tensor.bytes(0, Math.toIntExact(tensor.byteLength()));
    }

    @Override
    public void codes(long row, int[] into) {
        int output = (int) row;
        if (format.method() == CodeFormat.Method.AWQ) {
            for (int input = 0; input < into.length; input++) {
                into[input] = inWord(words, input, output);
            }
            return;
        }
        for (int input = 0; input < into.length; input++) {
            int bit = input * format.bits();
            long low = word(bit / WORD, output) >>> bit % WORD;
            boolean crosses = bit % WORD + format.bits() > WORD;
            long high = crosses ? word(bit / WORD + 1, output) << WORD - bit % WORD : 0;
            into[input] = (int) (low | high) & mask;
        }
    }

    private long word(int index, int output) {
        return Integer.toUnsignedLong(words.getInt(Integer.BYTES * (index * outputs + output)));
    }

    private int inWord(ByteBuffer from, int row, int output) {
        int word = from.getInt(Integer.BYTES * (row * (outputs / 8) + output / 8));
        return word >>> 4 * AWQ_PLACES[output % 8] & mask;
    }

    @Override
    public void scales(long row, float[] into) {
        for (int group = 0; group < into.length; group++) {
            int at = group * outputs + (int) row;
            into[group] = switch (scaleType) {
                case F16 -> Half.toFloat(scales.getShort(Short.BYTES * at));
                case BF16 -> BFloat16.toFloat(scales.getShort(Short.BYTES * at));
                default -> scales.getFloat(Float.BYTES * at);
            };
        }
    }

    @Override
    public void zeroPoints(long row, int[] into) {
        if (zeros.isEmpty()) {
            Arrays.fill(into, 1 << format.bits() - 1);
            return;
        }
        for (int group = 0; group < into.length; group++) {
            into[group] = format.method() == CodeFormat.Method.AWQ
                    ? inWord(zeros.get(), group, (int) row)
                    : zeroPoint(zeros.get(), group, (int) row);
        }
    }

    /** 0 is stored as -1, of which the lowest bits remain. */
    private int zeroPoint(ByteBuffer from, int group, int output) {
        int rowWords = outputs * format.bits() / WORD;
        int bit = output * format.bits();
        int at = group * rowWords + bit / WORD;
        long low = Integer.toUnsignedLong(from.getInt(Integer.BYTES * at)) >>> bit % WORD;
        boolean crosses = bit % WORD + format.bits() > WORD;
        long high = crosses ? Integer.toUnsignedLong(from.getInt(Integer.BYTES * (at + 1))) << WORD - bit % WORD : 0;
        int stored = (int) (low | high) & mask;
        return format.lessOne() ? stored + 1 & mask : stored;
    }
}
