/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.perplexity.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The folder in the user's cache where losses lie, named after what determines them: there a build finds them after
 * {@code mvn clean}, and another checkout finds them too. What was not used for {@value #DAYS} days is deleted.
 *
 * @param folder made if it does not exist
 */
record KeptResults(Path folder) {
    static final int DAYS = 90;

    /** The losses of an evaluation, complete or as far as it came. */
    Path losses(Cause cause) {
        return folder.resolve(cause.digest() + ".nll");
    }

    /** What determined the last evaluation under the same title, to tell what has changed since. */
    Path lastCause(Evaluation evaluation) {
        return folder.resolve(Sha256.of(evaluation.title()) + ".cause");
    }

    /** Notes that losses were of use. */
    void used(Cause cause) {
        try {
            Files.setLastModifiedTime(losses(cause), FileTime.from(Instant.now()));
        } catch (IOException e) {
            // They are deleted sooner than they need be.
        }
    }

    private static boolean ours(Path file) {
        return Sha256.isDigest(file.getFileName().toString().replaceFirst("\\..*", ""));
    }

    /** Deletes what is old. */
    void prune(Instant now) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Instant oldest = now.minus(Duration.ofDays(DAYS));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(KeptResults::ours).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // Another build is pruning: what is left is for the next.
        }
    }
}
