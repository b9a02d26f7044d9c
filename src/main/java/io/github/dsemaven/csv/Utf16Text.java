/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A UTF-16 text as UTF-8, a piece at a time; what is not valid UTF-16 is a {@code CharacterCodingException}. */
final class Utf16Text extends InputStream {
    private final Reader reader;
    private final char[] characters = new char[1 << 13];
    private byte[] bytes = {};
    private int position;
    /** The first half of a pair whose second half is not read yet; 0 for none. */
    private char half;

    Utf16Text(InputStream in, Charset charset) {
        // A decoder of its own reports what is malformed, where the charset itself would put U+FFFD there.
        reader = new InputStreamReader(in, charset.newDecoder());
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, into, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (position == bytes.length) {
            int kept = half == 0 ? 0 : 1;
            characters[0] = half;
            int read = reader.read(characters, kept, characters.length - kept);
            if (read < 0) {
                return false;
            }
            int size = kept + read;
            half = Character.isHighSurrogate(characters[size - 1]) ? characters[size - 1] : 0;
            bytes = new String(characters, 0, half == 0 ? size : size - 1).getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
