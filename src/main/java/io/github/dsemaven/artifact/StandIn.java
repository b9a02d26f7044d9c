/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What lies in place of a file that was not fetched: a pointer of Git LFS, a link whose target is gone, or the text of a
 * link, which archives and checkouts that know no links leave; or a pipe or device, which must not be opened.
 */
public final class StandIn {
    /** Pointers are shorter by their own format, and paths by that of most systems. */
    private static final int LONGEST = 1024;

    /** A path and nothing else, upwards or from the root. */
    private static final Pattern TARGET = Pattern.compile("(\\.\\./|/)[^\\s\\p{Cntrl}]*[^\\s\\p{Cntrl}/]\\n?");

    private StandIn() {}

    /**
     * Lets everything but a stand-in pass, a file that can't be read included: whoever reads it says why.
     *
     * @param shown the path as the user named it
     * @throws DseException naming what lies there
     */
    public static void refuse(Path path, String shown) {
        Optional<Problem> problem = problem(path, Place.of(shown));
        if (problem.isPresent()) {
            throw new DseException(problem.get());
        }
    }

    private static Optional<Problem> problem(Path path, Place place) {
        try {
            if (Files.isSymbolicLink(path) && !Files.exists(path)) {
                return FileKind.hindrance(path, "a file")
                        .map(words -> new Problem(place, words, Suggestions.brokenLink()));
            }
            if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
                return FileKind.hindrance(path, "a file")
                        .map(words -> new Problem(place, words, Suggestions.regularFile()));
            }
            if (!Files.isRegularFile(path) || Files.size(path) >= LONGEST) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(path)) {
                return problem(in.readNBytes(LONGEST), place);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Problem> problem(byte[] bytes, Place place) {
        if (FileForm.of(bytes).orElse(null) == FileForm.GIT_LFS_POINTER) {
            FileForm pointer = FileForm.GIT_LFS_POINTER;
            return Optional.of(new Problem(place, "is " + pointer.words(), pointer.suggestion()));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return TARGET.matcher(text).matches()
                ? Optional.of(new Problem(
                        place,
                        "is not the file itself but the text of a link to " + text.strip(),
                        Suggestions.brokenLink()))
                : Optional.empty();
    }
}
