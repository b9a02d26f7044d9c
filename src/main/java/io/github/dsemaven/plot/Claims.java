/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which execution of a build draws which file, so that one can't silently replace another's. */
public final class Claims {
    /** Maven's id for goals named on the command line, which may well repeat what the POM draws. */
    private static final String COMMAND_LINE = "default-cli";

    private final Map<Path, String> owners = new ConcurrentHashMap<>();

    /** Claims a file; a problem where another execution of the POM has drawn it already. */
    Optional<Problem> claim(Path file, String shown, String execution) {
        String owner = owners.putIfAbsent(file.toAbsolutePath().normalize(), execution);
        boolean taken = owner != null
                && !owner.equals(execution)
                && !owner.equals(COMMAND_LINE)
                && !execution.equals(COMMAND_LINE);
        return taken
                ? Optional.of(new Problem(
                        Place.of(shown),
                        "is drawn by two executions, \"" + owner + "\" and \"" + execution + "\"",
                        Suggestions.ownOutputDirectory()))
                : Optional.empty();
    }
}
