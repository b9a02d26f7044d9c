/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import io.github.dsemaven.diagnostic.Reason;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What stands at a path in place of a file that can be read. A named pipe or a device must not even be opened: reading one
 * waits for somebody to write, or never ends.
 */
public final class FileKind {
    /** The bits of a POSIX mode that tell kinds of files apart. */
    private static final int MASK = 0170000;

    private FileKind() {}

    /**
     * Why a path can't be read as a file, in words that follow its name: {@code is a named pipe, not a CSV file}. Empty for a
     * file, or a link to one, that may be read.
     *
     * @param wanted what it should be, such as {@code a CSV file}
     */
    public static Optional<String> hindrance(Path path, String wanted) {
        try {
            BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
            if (!facts.isRegularFile()) {
                return Optional.of("is " + (facts.isDirectory() ? "a folder" : special(path)) + ", not " + wanted);
            }
            return Files.isReadable(path)
                    ? Optional.empty()
                    : Optional.of("can't be read, for its permissions forbid it");
        } catch (NoSuchFileException | FileSystemLoopException e) {
            return Optional.of(missing(path));
        } catch (IOException e) {
            return Optional.of(Files.isSymbolicLink(path) ? missing(path) : "can't be read (" + Reason.of(e) + ")");
        }
    }

    private static String missing(Path path) {
        if (!Files.isSymbolicLink(path)) {
            return "does not exist";
        }
        try {
            return "is a link to " + Files.readSymbolicLink(path) + ", which does not exist";
        } catch (IOException e) {
            return "is a link to a file that does not exist";
        }
    }

    /** By the mode, where the file system has one. */
    private static String special(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return "a device or a pipe";
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode");
        return switch (mode & MASK) {
            case 0010000 -> "a named pipe";
            case 0140000 -> "a socket";
            default -> "a device";
        };
    }
}
