/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.tokenization;

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
}
