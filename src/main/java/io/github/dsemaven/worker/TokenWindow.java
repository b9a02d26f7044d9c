/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

/**
 * A window's tokens, of which the last ones are scored.
 *
 * @param ids token ids in order
 * @param scored how many tokens at the end are scored, at most all but the first
 * @param rotaryLength length that rotary scalings which depend on it see: the window's own, or that of an earlier window
 *     where the reference implementation keeps it (see {@link RotaryLengths})
 */
public record TokenWindow(int[] ids, int scored, int rotaryLength) {
    public TokenWindow {
        if (scored < 1 || scored >= ids.length) {
            throw new IllegalArgumentException(scored + " scored of " + ids.length);
        }
    }

    /** A window that is seen by itself. */
    public TokenWindow(int[] ids, int scored) {
        this(ids, scored, ids.length);
    }
}
