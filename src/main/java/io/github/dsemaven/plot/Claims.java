/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.provenance.Execution;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which execution of a build draws which file, so that one can't silently replace another's. */
public final class Claims {
    private final Map<Path, Execution> owners = new ConcurrentHashMap<>();

    /**
     * Claims a file; a problem where another execution of the POM has drawn it already. A run from the command line may well
     * repeat what the POM draws.
     */
    Optional<Problem> claim(Path file, String shown, Execution execution) {
        Execution owner = owners.putIfAbsent(file.toAbsolutePath().normalize(), execution);
        boolean taken = owner != null && !owner.equals(execution) && !owner.commandLine() && !execution.commandLine();
        return taken
                ? Optional.of(new Problem(
                        Place.of(shown),
                        "is drawn by two executions, \"" + owner.id() + "\" and \"" + execution.id() + "\"",
                        Suggestions.ownOutputDirectory()))
                : Optional.empty();
    }
}
