/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

/** A matrix {@code [outputs, inputs]} of codes as a file holds it: each group of a row has a scale and a zero point. */
interface CodedMatrix {
    /** Reads the codes of a row, from 0 on. */
    void codes(long row, int[] into);

    /** Reads the scale of each group of a row. */
    void scales(long row, float[] into);

    /** Reads the code that stands for 0 in each group of a row. */
    void zeroPoints(long row, int[] into);
}
