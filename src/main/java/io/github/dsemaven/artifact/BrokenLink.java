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
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A link that leads nowhere: a symbolic link whose target is gone, or the text of one, which archives and checkouts that
 * know no links leave in its place.
 */
public final class BrokenLink {
    private static final int LONGEST = 1024;

    /** A path and nothing else, upwards or from the root. */
    private static final Pattern TARGET = Pattern.compile("(\\.\\./|/)[^\\s\\p{Cntrl}]*[^\\s\\p{Cntrl}/]\\n?");

    private BrokenLink() {}

    /** What is wrong with a path that is one, a sentence without a final full stop. */
    public static Optional<String> message(Path path) {
        try {
            if (Files.isSymbolicLink(path) && !Files.exists(path)) {
                return Optional.of("is a link to " + Files.readSymbolicLink(path) + ", which does not exist");
            }
            if (Files.isRegularFile(path) && Files.size(path) < LONGEST) {
                return text(path);
            }
        } catch (IOException e) {
            // whoever reads the file says why it can't be read
        }
        return Optional.empty();
    }

    private static Optional<String> text(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            return TARGET.matcher(text).matches()
                    ? Optional.of("is not the file itself but the text of a link to " + text.strip())
                    : Optional.empty();
        }
    }

    /**
     * Lets everything but a broken link pass.
     *
     * @param shown the path as the user named it
     * @throws DseException naming the link and where it leads
     */
    public static void refuse(Path path, String shown) {
        Optional<String> message = message(path);
        if (message.isPresent()) {
            throw new DseException(Place.of(shown), message.get(), Suggestions.brokenLink());
        }
    }
}
