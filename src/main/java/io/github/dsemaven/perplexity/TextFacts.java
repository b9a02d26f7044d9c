/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text that was evaluated.
 *
 * @param origin how it was made, such as {@code non-blank rows of wiki.test.raw, joined by two line feeds}
 * @param sha256 digest of the text in UTF-8
 * @param utf8Bytes its length in UTF-8
 * @param words its words as Python's {@code str.split()} counts them
 * @param tokens its tokens, special ones included
 * @param specialTokens tokens that the tokenizer added around it
 * @param files names to digests of the files it was read from, where they are no plain text
 */
public record TextFacts(
        String origin,
        String sha256,
        long utf8Bytes,
        long words,
        int tokens,
        int specialTokens,
        Map<String, String> files) {
    public TextFacts {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** Of a plain text. */
    public TextFacts(String origin, String sha256, long utf8Bytes, long words, int tokens, int specialTokens) {
        this(origin, sha256, utf8Bytes, words, tokens, specialTokens, Map.of());
    }
}
