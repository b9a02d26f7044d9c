/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

/**
 * The text that was evaluated.
 *
 * @param origin how it was made, such as {@code non-blank rows of wiki.test.raw, joined by two line feeds}
 * @param sha256 digest of the text in UTF-8
 * @param utf8Bytes its length in UTF-8
 * @param words its words as Python's {@code str.split()} counts them
 * @param tokens its tokens, special ones included
 * @param specialTokens tokens that the tokenizer added around it
 */
public record TextFacts(String origin, String sha256, long utf8Bytes, long words, int tokens, int specialTokens) {}
