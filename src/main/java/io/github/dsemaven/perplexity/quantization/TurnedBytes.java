/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/**
 * Codes of some rows, written column by column with 128 added to each. Four rows lie in the bytes of an int, which the compiler
 * puts together in vector instructions, so that a fourth of the places is turned. One a thread: holds buffers.
 */
final class TurnedBytes {
    private final ByteBuffer column;
    private final IntBuffer columnInts;
    private final int[] collected;
    private final int[][][] quadruples;

    /** @param rows at most, a multiple of four */
    TurnedBytes(int rows) {
        this.column = ByteBuffer.allocate(rows).order(ByteOrder.LITTLE_ENDIAN);
        this.columnInts = column.asIntBuffer();
        this.collected = new int[rows / 4];
        this.quadruples = new int[rows / 4][0][0];
    }

    /**
     * Takes a row.
     *
     * @param lanes codes in the lowest bytes: all, or those at even and those at odd places
     */
    void put(int row, int[][] lanes) {
        if (quadruples[row / 4].length == 0) {
            quadruples[row / 4] = new int[lanes.length][lanes[0].length];
        }
        for (int i = 0; i < lanes.length; i++) {
            int[] into = quadruples[row / 4][i];
            if (row % 4 == 0) {
                start(lanes[i], into);
            } else {
                add(lanes[i], into, 8 * (row % 4));
            }
        }
    }

    /**
     * Writes what was taken.
     *
     * @param columns length of the rows
     * @param rows how many were taken
     * @param first index of the first of them among the columns' elements
     * @param stride elements of a column
     */
    void write(int columns, int rows, ByteBuffer into, int first, int stride) {
        int lanes = quadruples[0].length;
        int ints = (rows + 3) / 4;
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < ints; j++) {
                collected[j] = quadruples[j][i % lanes][i / lanes];
            }
            columnInts.put(0, collected, 0, ints);
            into.put(i * stride + first, column.array(), 0, rows);
        }
    }

    private static void start(int[] codes, int[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = codes[i] + 128 & 0xff;
        }
    }

    private static void add(int[] codes, int[] into, int shift) {
        for (int i = 0; i < into.length; i++) {
            into[i] |= (codes[i] + 128 & 0xff) << shift;
        }
    }
}
