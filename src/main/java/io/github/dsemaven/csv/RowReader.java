/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.io.Closeable;
import java.io.IOException;

/** Rows of a CSV file one after another, blank lines left out. */
interface RowReader extends Closeable {
    /** Moves to the next row; false at the end. */
    boolean next() throws IOException;

    /** The row moved to. */
    Row row();

    /** Says that the first cells are likely to repeat from row to row, so that {@link Row#repeatsKey} is worth setting. */
    void share(int leadingCells);
}
