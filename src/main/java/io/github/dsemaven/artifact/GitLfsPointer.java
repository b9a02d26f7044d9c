/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The three lines of text that a checkout without Git LFS has in place of a file. */
public final class GitLfsPointer {
    /** What is said of a file that is one. */
    public static final String MESSAGE = "is not the file itself but a pointer that Git LFS left in its place";

    /** The format's own limit: a longer file is a text about pointers. */
    private static final int LONGEST = 1024;

    private GitLfsPointer() {}

    /** Whether a file is a pointer; not where it is no regular file or can't be read. */
    public static boolean is(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) >= LONGEST) {
                return false;
            }
            try (InputStream in = Files.newInputStream(file)) {
                String text = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
                return text.startsWith("version https://git-lfs.github.com/spec/")
                        || text.startsWith("version https://hawser.github.com/spec/");
            }
        } catch (IOException e) {
            return false; // whoever reads the file says why it can't be read
        }
    }

    /**
     * Lets everything but a pointer pass.
     *
     * @param shown the file as the user named it
     * @throws DseException where the file is a pointer
     */
    public static void refuse(Path file, String shown) {
        if (is(file)) {
            throw new DseException(Place.of(shown), MESSAGE, Suggestions.GIT_LFS_PULL);
        }
    }
}
