/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a file could not be read or written, in a user's words: what Java says is often a class and a path only. */
public final class Reason {
    /** What Gson says of malformed JSON, among advice to programmers. */
    private static final Pattern POSITION = Pattern.compile("at line (\\d+) column (\\d+)");

    private Reason() {}

    /** Part of a sentence, to stand in brackets: {@code permission denied}. */
    public static String of(Throwable cause) {
        Throwable failure = cause instanceof UncheckedIOException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : cause;
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        } else if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        } else if (failure instanceof FileAlreadyExistsException) {
            return "something else of that name is there";
        } else if (failure instanceof NotDirectoryException) {
            return "it is no folder";
        } else if (failure instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        } else if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8";
        } else if (failure instanceof EOFException) {
            return "it ends too early";
        } else if (failure instanceof FileSystemException system) {
            return system.getReason() == null ? "the system gives no reason" : system.getReason();
        }
        String message =
                failure.getMessage() == null ? "" : failure.getMessage().strip();
        Matcher position = POSITION.matcher(message);
        if (position.find()) {
            return "it is malformed at line " + position.group(1) + ", column " + position.group(2);
        }
        if (message.startsWith("Not a JSON ")) {
            return "it holds JSON of another kind"; // Gson goes on with all of it
        }
        return message.isEmpty()
                ? "no reason is given"
                : message.lines().findFirst().orElseThrow();
    }
}
