/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.Enclosure;
import io.github.dsemaven.artifact.SealedFile;
import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Outputs of earlier runs, found by what determined them: {@code steps/<digest of the cause>} names the outputs,
 * {@code content/<digest>} holds them. Whatever can't be read, or isn't what its digest says, was never there; whatever
 * can't be written isn't kept. Entries unused for {@value #DAYS} days are deleted.
 */
final class ContentCache {
    static final int DAYS = 30;
    private static final String FORMAT = "v1";

    private final Path steps;
    private final Path content;
    private final Path pruned;

    ContentCache(Path folder) {
        steps = folder.resolve(FORMAT).resolve("steps");
        content = folder.resolve(FORMAT).resolve("content");
        pruned = folder.resolve(FORMAT).resolve("pruned");
    }

    /** The record of an earlier run with the same cause. */
    Optional<StepRecord> find(String cause) {
        try {
            Path file = place(steps, cause);
            Optional<StepRecord> record = SealedFile.read(file, cause)
                    .flatMap(StepText::record)
                    .filter(kept -> kept.cause().equals(cause));
            if (record.isPresent()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            }
            return record;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Puts a file where it was; false where its content is not, or no longer, in the cache. */
    boolean restore(String sha256, Path target) {
        try {
            Path blob = place(content, sha256);
            if (!Sha256.of(blob).equals(sha256)) {
                Files.deleteIfExists(blob);
                return false;
            }
            AtomicFile.write(target, out -> Files.copy(blob, out));
            Files.setLastModifiedTime(blob, FileTime.from(Instant.now()));
            return true;
        } catch (IOException | DseException e) {
            return false;
        }
    }

    /** Keeps outputs, given as files in the order of the record's outputs. */
    void keep(StepRecord record, List<Path> files) {
        try {
            for (int i = 0; i < files.size(); i++) {
                Path file = files.get(i);
                Path blob = place(content, record.outputs().get(i).sha256());
                if (!Files.exists(blob)
                        || Files.size(blob) != record.outputs().get(i).size()) {
                    AtomicFile.write(blob, out -> Files.copy(file, out));
                }
            }
            SealedFile.write(place(steps, record.cause()), record.cause(), StepText.text(record));
            prune(Instant.now());
        } catch (IOException | DseException e) {
            // A cache that can't be written costs time on the next build, not this one.
        }
    }

    /** Deletes what was not used for {@value #DAYS} days, at most once a day. */
    void prune(Instant now) throws IOException {
        if (Files.exists(pruned)
                && Files.getLastModifiedTime(pruned).toInstant().isAfter(now.minus(Duration.ofDays(1)))) {
            return;
        }
        Instant oldest = now.minus(Duration.ofDays(DAYS));
        for (Path folder : List.of(steps, content)) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                        if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                            Files.deleteIfExists(file);
                        }
                    }
                }
            }
        }
        AtomicFile.write(pruned, "");
        Files.setLastModifiedTime(pruned, FileTime.from(now));
    }

    private static Path place(Path folder, String digest) throws IOException {
        return new Enclosure(folder)
                .resolve(digest.substring(0, 2) + "/" + digest)
                .orElseThrow(() -> new IOException(folder + " leads elsewhere"));
    }
}
