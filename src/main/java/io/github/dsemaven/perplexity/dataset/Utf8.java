/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strict decoding: a byte that is not UTF-8 is an error with its place, not a replacement character. */
final class Utf8 {
    private Utf8() {}

    /**
     * @param file the file as the user named it, for the error
     * @throws DseException at the first byte that is not UTF-8, with its line and offset
     */
    static String decode(byte[] bytes, String file) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer into = CharBuffer.allocate(1 << 16);
        var text = new StringBuilder(bytes.length);
        CoderResult result;
        do {
            result = decoder.decode(from, into, true);
            if (result.isError()) {
                throw malformed(bytes, from.position(), file);
            }
            into.flip();
            text.append(into);
            into.clear();
        } while (result.isOverflow());
        return text.toString();
    }

    private static DseException malformed(byte[] bytes, int offset, String file) {
        long line = 1;
        for (int i = 0; i < offset; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return new DseException(
                Place.line(file, line),
                "is not UTF-8: byte " + String.format("0x%02x", bytes[offset]) + " at offset " + offset,
                Suggestions.NOT_UTF8);
    }
}
