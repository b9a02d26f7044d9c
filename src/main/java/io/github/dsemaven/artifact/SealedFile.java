/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A text file that a later run trusts: its first line says what it was kept for, its last is a digest of all before. One that
 * was damaged, cut short, edited, or kept for something else counts as absent, as does a symbolic link.
 *
 * @param cause what it was kept for, on one line: a digest of all that determined it, or what it is about
 * @param text the lines between
 */
public record SealedFile(String cause, String text) {
    private static final String FIRST = "kept for ";
    private static final String LAST = "sha256 ";
    private static final int LAST_LENGTH = LAST.length() + 64 + 1;

    /** Creates or replaces a file as {@link AtomicFile} does; the text is given a final line feed where it has none. */
    public static void write(Path file, String cause, String text) {
        String all = FIRST + oneLine(cause) + "\n" + text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n");
        AtomicFile.write(file, all + LAST + Sha256.of(all) + "\n");
    }

    /** The text of a file that was kept for a cause. */
    public static Optional<String> read(Path file, String cause) {
        return read(file).filter(kept -> kept.cause().equals(oneLine(cause))).map(SealedFile::text);
    }

    /** What a file holds, whatever it was kept for. */
    public static Optional<SealedFile> read(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return parse(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<SealedFile> parse(byte[] bytes) {
        int end = bytes.length - LAST_LENGTH;
        if (end <= 0) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(bytes, end);
        byte[] seal = (LAST + Sha256.of(content) + "\n").getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(seal, 0, LAST_LENGTH, bytes, end, bytes.length)) {
            return Optional.empty();
        }
        String all = new String(content, StandardCharsets.UTF_8);
        int line = all.indexOf('\n') + 1;
        return all.startsWith(FIRST) && line > 0
                ? Optional.of(new SealedFile(all.substring(FIRST.length(), line - 1), all.substring(line)))
                : Optional.empty();
    }

    private static String oneLine(String cause) {
        return cause.replace('\n', ' ');
    }
}
