/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Place;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file that a message begins with. */
final class Mentioned {
    private static final Pattern END = Pattern.compile("(?::(\\d{1,9}))?(?:, |: | and \\d+ more)");
    /** No name in front of a message is longer. */
    private static final int MOST = 1000;

    private Mentioned() {}

    /**
     * Where a message such as {@code dse/a.csv:3, column x: ...} says that something is. A name may hold commas and colons,
     * so it is one only where there is such a file.
     *
     * @param base folder that names start from
     */
    static Place place(String message, Path base) {
        Matcher end = END.matcher(message).region(0, Math.min(message.length(), MOST));
        while (end.find()) {
            String name = message.substring(0, end.start());
            if (exists(base, name)) {
                return Place.line(name, end.group(1) == null ? 0 : Long.parseLong(end.group(1)));
            }
        }
        return Place.of("");
    }

    private static boolean exists(Path base, String name) {
        try {
            return !name.isBlank() && Files.exists(base.resolve(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
