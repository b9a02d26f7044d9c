/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Strict decoding, a piece at a time: a byte that is not UTF-8 is an error with its place, not a replacement character. */
final class Utf8 {
    private static final int BLOCK = 1 << 16;

    private Utf8() {}

    /**
     * @param file the file as the user named it, for the error
     * @param into takes the text piece by piece; a piece is valid until the next
     * @throws DseException at the first byte that is not UTF-8, with its line and offset
     */
    static void read(InputStream in, String file, Consumer<CharSequence> into) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK).limit(0);
        CharBuffer text = CharBuffer.allocate(BLOCK);
        long offset = 0;
        long line = 1;
        boolean atEnd = false;
        while (!atEnd) {
            offset += bytes.position();
            line += lineFeeds(bytes);
            bytes.compact();
            int read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
            atEnd = read == 0;
            bytes.position(bytes.position() + read).flip();
            CoderResult result = decoder.decode(bytes, text, atEnd);
            into.accept(text.flip());
            text.clear();
            if (result.isError()) {
                throw new DseException(
                        Place.line(file, line + lineFeeds(bytes)),
                        "is not UTF-8: byte " + String.format("0x%02x", bytes.get(bytes.position())) + " at offset "
                                + (offset + bytes.position()),
                        Suggestions.NOT_UTF8);
            }
        }
    }

    /** In what was decoded of a block. */
    private static long lineFeeds(ByteBuffer bytes) {
        long count = 0;
        for (int i = 0; i < bytes.position(); i++) {
            count += bytes.get(i) == '\n' ? 1 : 0;
        }
        return count;
    }
}
