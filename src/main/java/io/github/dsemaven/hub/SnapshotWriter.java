/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.TemporaryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Enters downloaded files into a snapshot and a commit into {@code refs}, as {@code huggingface_hub} finds them again. */
final class SnapshotWriter {
    private static final String TAG = "Signature: 8a477f597d28d172789f06886806bc55\n"
            + "# This file is a cache directory tag: backup programs leave its folder out.\n";

    private final HubCache cache;
    private final Snapshot snapshot;

    SnapshotWriter(HubCache cache, Snapshot snapshot) {
        this.cache = cache;
        this.snapshot = snapshot;
    }

    /** Makes a name of the snapshot stand for a file of {@code blobs}: by a relative link, or a copy where there are no links. */
    void link(String name, Path blob) throws IOException {
        Path link = snapshot.folder().resolve(name);
        if (Files.isRegularFile(link) && Files.isSameFile(link, blob)) {
            return;
        }
        Files.createDirectories(link.getParent());
        Path relative = link.getParent().relativize(blob);
        Path temporary = link.resolveSibling(TemporaryName.of(link.getFileName().toString()));
        try {
            try {
                Files.createSymbolicLink(temporary, relative);
            } catch (UnsupportedOperationException | IOException e) {
                // Windows without the right to make links, or a file system without them.
                Files.copy(blob, temporary);
            }
            AtomicFile.move(temporary, link);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Notes that the repository has no file of this name at this commit. */
    void absent(String name) throws IOException {
        Path mark = absence(cache, snapshot, name);
        if (!Files.exists(mark)) {
            Files.createDirectories(mark.getParent());
            AtomicFile.write(mark, "");
        }
    }

    /** Whether the repository is known to have no file of this name. */
    static boolean isAbsent(HubCache cache, Snapshot snapshot, String name) {
        return Files.exists(absence(cache, snapshot, name));
    }

    private static Path absence(HubCache cache, Snapshot snapshot, String name) {
        return cache.repository(snapshot.id())
                .resolve(".no_exist")
                .resolve(snapshot.commit())
                .resolve(name);
    }

    /** Notes that the revision is this commit, after its files are in place. */
    void reference() {
        if (!snapshot.id().pinned()) {
            AtomicFile.write(cache.reference(snapshot.id()), snapshot.commit());
        }
        Path tag = cache.folder().resolve("CACHEDIR.TAG");
        if (!Files.exists(tag)) {
            AtomicFile.write(tag, TAG);
        }
    }
}
