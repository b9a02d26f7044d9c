/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.Arrays;

/** The name of a file in a repository: relative, inside it, with slashes. A list from a server is not trusted to say so. */
final class RemoteName {
    private static final int LONGEST = 1024;

    private RemoteName() {}

    /** Whether a name stays inside its folder, on every system. */
    static boolean valid(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST
                && name.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c == '\\' || c == ':')
                && Arrays.stream(name.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    /**
     * The name itself.
     *
     * @param repository for the error
     * @throws DseException when it would lead out of its folder
     */
    static String checked(String name, String repository) {
        if (!valid(name)) {
            throw new DseException(
                    Place.of(repository),
                    "lists a file whose name is not inside the repository: \"" + name + "\"",
                    Suggestions.hubNotTrusted());
        }
        return name;
    }
}
