/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes text as UTF-8 for one thread: files of megabytes are written by words and single letters, for each of which a
 * {@link java.io.BufferedWriter} takes a lock.
 */
public final class Utf8Writer extends Writer {
    private static final int BLOCK = 1 << 14;

    private final OutputStream out;
    private final StringBuilder text = new StringBuilder(BLOCK + 256);

    /**
     * @param out takes blocks of some size, so it need not be buffered
     */
    public Utf8Writer(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int letter) throws IOException {
        text.append((char) letter);
        drainBlock();
    }

    @Override
    public void write(char[] letters, int from, int length) throws IOException {
        text.append(letters, from, length);
        drainBlock();
    }

    @Override
    public void write(String letters) throws IOException {
        text.append(letters);
        drainBlock();
    }

    @Override
    public void write(String letters, int from, int length) throws IOException {
        text.append(letters, from, from + length);
        drainBlock();
    }

    @Override
    public void flush() throws IOException {
        drain(text.length());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }

    private void drainBlock() throws IOException {
        int length = text.length();
        if (length >= BLOCK) {
            // the other half of a letter beyond 16 bits may come with the next call
            drain(Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
        }
    }

    private void drain(int length) throws IOException {
        out.write(text.substring(0, length).getBytes(StandardCharsets.UTF_8));
        text.delete(0, length);
    }
}
