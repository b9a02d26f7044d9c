/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file as a whole or not at all: to a temporary name beside it, then moved into place. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Something that writes the content. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; need not close or flush. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Creates or replaces a file, and the folders above it.
     *
     * @throws DseException when the folder can't be made or written to; the old file, if any, is still there
     */
    public static void write(Path file, Content content) {
        Path folder = file.toAbsolutePath().getParent();
        Path temporary = null;
        try {
            Files.createDirectories(folder);
            // Not createTempFile, which makes files that only their owner may read.
            temporary = folder.resolve(TemporaryName.of(file.getFileName().toString()));
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                content.writeTo(out);
            }
            move(temporary, file);
        } catch (IOException | UncheckedIOException e) {
            throw new DseException(
                    Place.of(file.toString()),
                    "can't be written (" + Reason.of(e) + ")",
                    "Check that the folder exists or can be made, that it may be written to and that the disk is not full");
        } finally {
            delete(temporary);
        }
    }

    /** Creates or replaces a UTF-8 text file. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Gives a finished file its name, in one step where the file system can; replaces what has that name. */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                // The failure that matters is already on its way to the user.
            }
        }
    }
}
