/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A text to evaluate on.
 *
 * @param text the text that is tokenized
 * @param words runs of non-blank characters, as Python's {@code str.split()} counts them
 * @param utf8Bytes length of the text in UTF-8
 * @param sha256 digest of the text in UTF-8, lower-case hexadecimal
 * @param origin how the text was made from the file, a phrase for the details: {@code rows of wiki.test.raw}
 * @param warnings what the user should know of how the file was read
 */
public record Corpus(String text, long words, long utf8Bytes, String sha256, String origin, List<String> warnings) {
    public Corpus {
        warnings = List.copyOf(warnings);
    }

    /** Counts and digests a text. */
    static Corpus of(String text, String origin, List<String> warnings) {
        MessageDigest digest = newSha256();
        long bytes = encode(text, digest);
        return new Corpus(text, countWords(text), bytes, HexFormat.of().formatHex(digest.digest()), origin, warnings);
    }

    /** Whether Python's {@code str.isspace()} holds: Java's white space and the no-break spaces. */
    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\u0085' || c == '\u00a0' || c == '\u2007' || c == '\u202f';
    }

    private static long countWords(String text) {
        long words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = isSpace(text.charAt(i));
            if (!space && !inWord) {
                words++;
            }
            inWord = !space;
        }
        return words;
    }

    /** In pieces, because a corpus may be half a gigabyte. */
    private static long encode(String text, MessageDigest digest) {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        CharBuffer from = CharBuffer.wrap(text);
        ByteBuffer to = ByteBuffer.allocate(1 << 16);
        long bytes = 0;
        CoderResult result;
        do {
            result = encoder.encode(from, to, true);
            if (result.isError()) {
                throw new IllegalStateException("not a text: " + result);
            }
            to.flip();
            bytes += to.remaining();
            digest.update(to);
            to.clear();
        } while (result.isOverflow());
        return bytes;
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
