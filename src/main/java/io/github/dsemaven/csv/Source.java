/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.artifact.FileForm;
import io.github.dsemaven.artifact.FileKind;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file as UTF-8 text without a byte order mark, whatever its encoding (UTF-8, UTF-16 of either byte order), and the
 * separator its first line uses, or names as spreadsheets do ({@code sep=;}).
 *
 * @param text the text; to be closed
 * @param separator comma, semicolon or tab: the one that the first line has most of; or the one that it names
 * @param blank whether there is nothing but white space
 */
record Source(InputStream text, char separator, boolean blank) {
    /** The file is none that can be read, or it is something else. */
    static final class NoText extends IOException {
        private static final long serialVersionUID = 1L;

        private final String suggestion;

        NoText(String message, String suggestion) {
            super(message);
            this.suggestion = suggestion;
        }

        String suggestion() {
            return suggestion;
        }
    }

    private static final int HEAD = 1 << 16;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] SEP = {'s', 'e', 'p', '='};

    /** Opens a file, unless it is a pipe or a device, or holds something else than text. */
    static Source open(Path file) throws IOException {
        Optional<String> hindrance = FileKind.hindrance(file, "a CSV file");
        if (hindrance.isPresent()) {
            boolean missing = hindrance.get().equals("does not exist");
            throw new NoText(hindrance.get(), missing ? Suggestions.missingFile() : Suggestions.regularFile());
        }
        InputStream in = Files.newInputStream(file);
        try {
            byte[] head = in.readNBytes(HEAD);
            Optional<FileForm> form = FileForm.of(head);
            if (form.isPresent()) {
                throw new NoText(
                        "is " + form.get().words() + ", not a CSV file",
                        form.get().suggestion());
            }
            Charset wide = wide(head);
            if (wide == null) {
                return of(head, in);
            }
            InputStream text = new Utf16Text(new SequenceInputStream(new ByteArrayInputStream(head), in), wide);
            return of(text.readNBytes(HEAD), text);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static Source of(byte[] head, InputStream rest) throws NoText {
        int from = begins(head, 0, MARK) ? MARK.length : 0;
        int line = from;
        while (line < head.length && head[line] <= ' ' && head[line] >= 0) {
            line++;
        }
        boolean blank = line == head.length && head.length < HEAD;
        int quote = from < head.length && head[from] == '"' ? 1 : 0;
        if (!begins(head, from + quote, SEP)) {
            return new Source(joined(head, from, rest), separator(head, line), blank);
        }
        int at = from + quote + SEP.length;
        int end = at + 1 + quote;
        if (end > head.length
                || end < head.length && head[end] != '\n' && head[end] != '\r'
                || !isSeparator(head[at])) {
            throw new NoText("starts with sep=, but names no separator", Suggestions.separatorLine());
        }
        // The line end stays: it is a blank line then, which counts.
        return new Source(joined(head, end, rest), (char) head[at], blank);
    }

    private static InputStream joined(byte[] head, int from, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(head, from, head.length - from), rest);
    }

    private static boolean begins(byte[] head, int from, byte[] what) {
        return head.length >= from + what.length && Arrays.equals(head, from, from + what.length, what, 0, what.length);
    }

    private static boolean isSeparator(byte b) {
        return b == '\t' || ",;|:^~".indexOf(b) >= 0;
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
}
