/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.Window;
import java.util.Arrays;
import java.util.List;

/**
 * A text cut into windows.
 *
 * @param ids of the whole text
 * @param windows numbered from 0, in order
 * @param rotaryLengths for each window, the length that a dynamic rotary scaling sees
 */
record TextWindows(int[] ids, List<Window> windows, int[] rotaryLengths) {
    static TextWindows of(int[] ids, List<Window> windows, RotaryLengths lengths) {
        int[] seen = windows.stream()
                .mapToInt(window -> lengths.next(window.length()))
                .toArray();
        return new TextWindows(ids, List.copyOf(windows), seen);
    }

    /** The tokens of a window; it must score at least one. */
    TokenWindow tokens(Window window) {
        return new TokenWindow(
                Arrays.copyOfRange(ids, window.begin(), window.end()), window.scored(), rotaryLengths[window.index()]);
    }
}
