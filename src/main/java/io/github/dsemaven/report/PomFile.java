/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.GivenFile;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A POM on disk, in the encoding that it declares, as Maven reads it; a byte order mark stays a part of the text.
 *
 * @param path where it is
 * @param charset its encoding
 * @param text its text
 */
record PomFile(Path path, Charset charset, String text) {
    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml\\s[^>]{0,200}?encoding\\s{0,9}=\\s{0,9}[\"']([A-Za-z0-9._:-]{1,60})[\"']");

    /** As long as a declaration may be. */
    private static final int HEAD = 400;

    /**
     * Reads a POM.
     *
     * @throws DseException where it can't be read, or is not in the encoding that it declares
     */
    static PomFile read(Path path) {
        byte[] bytes = new GivenFile(path, "a POM", GivenFile.SETTINGS).bytes();
        Charset charset = charset(path, bytes);
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (Arrays.equals(encoded(charset, text), bytes)) {
                return new PomFile(path, charset, text);
            }
        } catch (CharacterCodingException e) {
            // said below
        }
        throw new DseException(
                Place.of(path.toString()), "is not " + charset.name() + ", as it should be", Suggestions.mendPom());
    }

    /**
     * Replaces it, in the same encoding.
     *
     * @throws DseException where that can't express the text
     */
    void write(String changed) {
        try {
            byte[] bytes = encoded(charset, changed);
            AtomicFile.write(path, out -> out.write(bytes));
        } catch (CharacterCodingException e) {
            throw new DseException(
                    Place.of(path.toString()), "can't be written as " + charset.name(), Suggestions.mendPom());
        }
    }

    private static byte[] encoded(Charset charset, String text) throws CharacterCodingException {
        ByteBuffer bytes = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .encode(CharBuffer.wrap(text));
        return Arrays.copyOf(bytes.array(), bytes.limit());
    }

    /** By the first bytes where they tell, then as declared; XML without a declaration is UTF-8. */
    private static Charset charset(Path path, byte[] bytes) {
        if (begins(bytes, 0xff, 0xfe) || begins(bytes, '<', 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if (begins(bytes, 0xfe, 0xff) || begins(bytes, 0, '<')) {
            return StandardCharsets.UTF_16BE;
        }
        String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
        Matcher declared = DECLARED.matcher(head);
        if (begins(bytes, 0xef, 0xbb) || !declared.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalArgumentException e) {
            throw new DseException(
                    Place.line(path.toString(), 1),
                    "declares the encoding " + declared.group(1) + ", which Java does not have",
                    Suggestions.mendPom());
        }
    }

    private static boolean begins(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }
}
