/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The elements of a coded matrix: {@code T((code - zero point) * scale)}, where T is the type of the scales, in which the
 * runtimes of these formats compute it. The product is exact in float32 before it is rounded, but for scales of float32.
 */
final class RestoredMatrix implements Tensor.Elements {
    /**
     * What a matrix looks like.
     *
     * @param name of the tensor, for messages
     * @param bits of a code
     * @param type of the scales and of the result
     * @param groupOf the group of each input
     * @param groups of a row
     */
    record Shape(String name, Path file, int inputs, int bits, DType type, int[] groupOf, int groups) {}

    /** Up to so many bits the values of a group are computed once for each code. */
    private static final int TABLE_BITS = 4;

    private final CodedMatrix matrix;
    private final Shape shape;

    RestoredMatrix(CodedMatrix matrix, Shape shape) {
        this.matrix = matrix;
        this.shape = shape;
    }

    /** The group of each input where groups follow one another. */
    static int[] consecutive(int inputs, int group) {
        int[] groups = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            groups[i] = i / group;
        }
        return groups;
    }

    @Override
    public void write(long from, int count, ByteBuffer into) {
        int[] codes = new int[shape.inputs()];
        float[] scales = new float[shape.groups()];
        int[] zeroPoints = new int[shape.groups()];
        long at = from;
        while (at < from + count) {
            long row = at / shape.inputs();
            int first = (int) (at % shape.inputs());
            int last = (int) Math.min(shape.inputs(), first + from + count - at);
            matrix.codes(row, codes);
            matrix.scales(row, scales);
            matrix.zeroPoints(row, zeroPoints);
            check(row, scales);
            write(codes, first, last, scales, zeroPoints, into);
            at += last - first;
        }
    }

    private void write(int[] codes, int first, int last, float[] scales, int[] zeroPoints, ByteBuffer into) {
        int[] groupOf = shape.groupOf();
        if (shape.bits() > TABLE_BITS) {
            for (int i = first; i < last; i++) {
                int group = groupOf[i];
                put((codes[i] - zeroPoints[group]) * scales[group], into);
            }
            return;
        }
        int[] table = table(scales, zeroPoints);
        boolean wide = shape.type() == DType.F32;
        for (int i = first; i < last; i++) {
            int value = table[groupOf[i] << shape.bits() | codes[i]];
            if (wide) {
                into.putInt(value);
            } else {
                into.putShort((short) value);
            }
        }
    }

    /** The bits of the value of each code in each group. */
    private int[] table(float[] scales, int[] zeroPoints) {
        int codes = 1 << shape.bits();
        int[] table = new int[scales.length * codes];
        for (int group = 0; group < scales.length; group++) {
            for (int code = 0; code < codes; code++) {
                float value = (code - zeroPoints[group]) * scales[group];
                table[group * codes + code] = switch (shape.type()) {
                    case F16 -> Half.fromFloat(value);
                    case BF16 -> BFloat16.fromFloat(value);
                    default -> Float.floatToRawIntBits(value);
                };
            }
        }
        return table;
    }

    private void put(float value, ByteBuffer into) {
        switch (shape.type()) {
            case F16 -> into.putShort(Half.fromFloat(value));
            case BF16 -> into.putShort(BFloat16.fromFloat(value));
            default -> into.putFloat(value);
        }
    }

    private void check(long row, float[] scales) {
        for (float scale : scales) {
            if (!Float.isFinite(scale)) {
                throw new DseException(
                        Place.of(shape.file().toString()),
                        "row " + row + " of " + shape.name() + " has a scale that is NaN or infinite",
                        Suggestions.downloadAgain());
            }
        }
    }
}
