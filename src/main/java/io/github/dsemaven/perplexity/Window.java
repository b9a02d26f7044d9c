/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

/**
 * One call's worth of text: tokens {@code begin} to {@code end} (exclusive) are read, and of them
 * {@code firstScored} to {@code end} are scored, each from the tokens of the window before it. All indices count from the
 * first token of the text.
 *
 * @param index number of the window, from 0
 * @param begin first token read
 * @param end one past the last token read
 * @param firstScored first token with a negative log-likelihood; greater than {@code begin}, at most {@code end}
 * @param weight how many tokens the window's mean loss counts for in the perplexity of the protocol
 */
public record Window(int index, int begin, int end, int firstScored, int weight) {
    public Window {
        if (begin < 0 || firstScored <= begin || firstScored > end || weight < 0) {
            throw new IllegalArgumentException(
                    "window " + index + ": " + begin + ", " + firstScored + ", " + end + ", weight " + weight);
        }
    }

    /** Tokens read. */
    public int length() {
        return end - begin;
    }

    /** Tokens scored; 0 for a window of a single token, which has no context. */
    public int scored() {
        return end - firstScored;
    }
}
