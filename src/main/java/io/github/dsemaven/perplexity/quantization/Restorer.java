/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

/** Makes what a treatment leaves of a weight's values. One a thread: holds buffers. */
interface Restorer {
    /** Elements {@code from} to {@code from + count}, a whole number of rows; valid until the next are restored. */
    Lanes restore(long from, int count);
}
