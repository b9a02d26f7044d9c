/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.tokenization;

import java.util.Arrays;

/**
 * A text as token ids.
 *
 * @param ids ids in order, special ones included
 * @param specialTokens how many of them the tokenizer's template added around the text, such as one for the beginning
 */
public record TokenizedText(int[] ids, int specialTokens) {
    /** Number of ids. */
    public int length() {
        return ids.length;
    }

    /** The largest id. */
    public int largest() {
        return Arrays.stream(ids).max().orElse(-1);
    }
}
