/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.diagnostic.Log;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Files that are no longer made. They are deleted below the build folder unless they were edited; elsewhere nothing is ever
 * deleted, and one warning names what was left.
 */
final class NoLongerMade {
    private final Folders folders;
    private final FileDigests digests;
    private final Log log;
    private final TreeSet<String> outside = new TreeSet<>();
    private final TreeSet<String> edited = new TreeSet<>();

    NoLongerMade(Folders folders, FileDigests digests, Log log) {
        this.folders = folders;
        this.digests = digests;
        this.log = log;
    }

    void remove(Collection<StepRecord.Output> outputs) throws IOException {
        for (StepRecord.Output output : outputs) {
            Path file = folders.output(output.name());
            if (!Files.exists(file)) {
                continue;
            }
            if (!belowBuild(file)) {
                outside.add(folders.shown(file));
            } else if (asMade(output, file)) {
                Files.deleteIfExists(file);
                removeEmpty(folders, file.getParent());
            } else {
                edited.add(folders.shown(file));
            }
        }
    }

    /** Names what was left, once for all. */
    void report() {
        if (!outside.isEmpty()) {
            log.warnOfMachine("No longer made, and left out of report and manifest: " + String.join(", ", outside)
                    + ". Outside of " + folders.shown(folders.build()) + " nothing is deleted: delete "
                    + (outside.size() == 1 ? "it" : "them") + " yourself");
        }
        if (!edited.isEmpty()) {
            log.warnOfMachine("No longer made, and left out of report and manifest: " + String.join(", ", edited)
                    + ". Edited since, so not deleted");
        }
        outside.clear();
        edited.clear();
    }

    private boolean asMade(StepRecord.Output output, Path file) {
        try {
            return digests.of(output.name(), file).sha256().equals(output.sha256());
        } catch (IOException e) {
            return false;
        }
    }

    /** Where the file really lies: a link in the build folder may lead out of it. */
    private boolean belowBuild(Path file) throws IOException {
        return Files.isDirectory(folders.build())
                && file.getParent().toRealPath().startsWith(folders.build().toRealPath());
    }

    /** Removes a folder, and those above it in the build folder, where nothing is left in them. */
    static void removeEmpty(Folders folders, Path folder) throws IOException {
        Path build = folders.build();
        for (Path empty = folder; empty.startsWith(build) && !empty.equals(build); empty = empty.getParent()) {
            try {
                Files.deleteIfExists(empty);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }
}
