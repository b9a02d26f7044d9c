/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file as UTF-8 text without a byte order mark, whatever its encoding (UTF-8, UTF-16 of either byte order), and the
 * separator its first line uses.
 *
 * @param text the text; to be closed
 * @param separator comma, semicolon or tab: the one that the first line has most of
 * @param blank whether there is nothing but white space
 */
record Source(InputStream text, char separator, boolean blank) {
    private static final int HEAD = 1 << 16;

    static Source open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            byte[] head = in.readNBytes(HEAD);
            Charset wide = wide(head);
            if (wide != null) {
                byte[] all = join(head, in.readAllBytes());
                in.close();
                return of(decode(all, wide), InputStream.nullInputStream());
            }
            return of(head, in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static Source of(byte[] head, InputStream rest) {
        int from =
                head.length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf ? 3 : 0;
        int line = from;
        while (line < head.length && head[line] <= ' ' && head[line] >= 0) {
            line++;
        }
        var text = new SequenceInputStream(new ByteArrayInputStream(head, from, head.length - from), rest);
        return new Source(text, separator(head, line), line == head.length && head.length < HEAD);
    }

    private static char separator(byte[] head, int from) {
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        for (int i = from; i < head.length && head[i] != '\n' && head[i] != '\r'; i++) {
            quoted ^= head[i] == '"';
            commas += !quoted && head[i] == ',' ? 1 : 0;
            semicolons += !quoted && head[i] == ';' ? 1 : 0;
            tabs += !quoted && head[i] == '\t' ? 1 : 0;
        }
        if (commas >= semicolons && commas >= tabs) {
            return ',';
        }
        return semicolons >= tabs ? ';' : '\t';
    }

    /** UTF-16 by its byte order mark, or by the zero bytes that it has beside every ASCII letter; null for UTF-8. */
    private static Charset wide(byte[] head) {
        if (head.length < 2) {
            return null;
        }
        if (head[0] == (byte) 0xff && head[1] == (byte) 0xfe || head[0] != 0 && head[1] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        boolean bigEndian = head[0] == (byte) 0xfe && head[1] == (byte) 0xff || head[0] == 0 && head[1] != 0;
        return bigEndian ? StandardCharsets.UTF_16BE : null;
    }

    private static byte[] decode(byte[] all, Charset charset) throws CharacterCodingException {
        String text = charset.newDecoder().decode(ByteBuffer.wrap(all)).toString();
        return (text.startsWith("\ufeff") ? text.substring(1) : text).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
