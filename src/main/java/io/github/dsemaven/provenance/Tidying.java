/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.diagnostic.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Removes what nothing makes any more. */
final class Tidying {
    /** Its results hold evaluations of several models, and lose one at a time, when they are next written. */
    private static final String EVALUATION = "eval-ppl";

    private final Folders folders;
    private final FileDigests digests;
    private final Status status;
    private final NoLongerMade noLongerMade;

    Tidying(Folders folders, FileDigests digests, Log log) {
        this.folders = folders;
        this.digests = digests;
        this.status = new Status(folders);
        this.noLongerMade = new NoLongerMade(folders, digests, log);
    }

    /** Returns the steps of which nothing is left. */
    Set<StepKey> run(Predicate<StepKey> bound) throws IOException {
        if (!Files.isDirectory(folders.status())) {
            return Set.of();
        }
        var gone = new TreeSet<StepKey>();
        boolean outdated;
        boolean again;
        do { // what is removed may be the input of a further step
            List<StatusEntry> left = new ArrayList<>();
            outdated = false;
            for (StatusEntry entry : status.all(digests).values()) {
                var inputs = new RecordedInputs(entry, folders, digests);
                outdated |= !inputs.changed().isEmpty();
                Optional<StatusEntry> rest = rest(entry, inputs, bound);
                if (rest.isPresent()) {
                    noLongerMade.remove(entry.files().stream()
                            .filter(file -> !rest.get().files().contains(file))
                            .toList());
                    left.add(rest.get());
                    if (rest.get().files().isEmpty()) {
                        gone.add(entry.record().key());
                    }
                }
            }
            again = !left.isEmpty();
            if (again) {
                status.keep(left, digests);
            }
        } while (again);
        noLongerMade.report();
        if (!gone.isEmpty()) {
            new EnvironmentFile(folders).leave(Set.copyOf(gone));
        }
        if (outdated) {
            status.mergeManifest(digests);
        }
        return gone;
    }

    /** What is left of a step; empty where that is all of it. */
    private static Optional<StatusEntry> rest(StatusEntry entry, RecordedInputs inputs, Predicate<StepKey> bound) {
        StepKey key = entry.record().key();
        if (!key.commandLine()) {
            return bound.test(key) ? Optional.empty() : Optional.of(entry.keeping(file -> false));
        }
        StatusEntry rest =
                entry.keeping(file -> key.goal().equals(EVALUATION) ? !inputs.allGone(file) : !inputs.anyGone(file));
        return rest.files().size() == entry.files().size() ? Optional.empty() : Optional.of(rest);
    }
}
