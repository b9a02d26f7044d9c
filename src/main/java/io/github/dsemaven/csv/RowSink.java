/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

/** Takes the rows of a file one after another and makes a table of them. */
interface RowSink<T> {
    /** How many leading cells are likely to repeat from row to row; 0 for none. */
    default int sharedCells() {
        return 0;
    }

    /** A row with as many cells as the header. */
    void accept(Row row);

    /** The table, after the last row. */
    T finish();
}
