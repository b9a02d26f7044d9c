/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that is made from the manifest, such as the bundle that holds it, and so can't be in it: whether it is up to
 * date is remembered in the status folder.
 */
public final class UnlistedFile {
    private final Path file;
    private final Path status;
    private final FileDigests digests;

    /**
     * @param name unique among the project's unlisted files
     */
    public UnlistedFile(Provenance provenance, String name, Path file) {
        this.file = file;
        this.status = provenance.folders().status().resolve(name + ".unlisted");
        this.digests = provenance.digests();
    }

    /** Whether it is there as it was last made, from the same cause. */
    public boolean upToDate(String cause) {
        try {
            List<String> lines = Files.readAllLines(status);
            if (lines.size() != 2 || !lines.get(0).equals(cause)) {
                return false;
            }
            Optional<FileDigests.Remembered> known = StepText.remembered(lines.get(1));
            known.ifPresent(remembered -> digests.tell(file, remembered));
            boolean same = known.isPresent()
                    && digests.of("file", file).sha256().equals(known.get().sha256());
            if (same && !digests.remembered(file).equals(known)) {
                made(cause); // what was read too soon after it was written is believed from now on
            }
            return same;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Remembers that it was made. */
    public void made(String cause) throws IOException {
        digests.of("file", file);
        FileDigests.Remembered known = digests.remembered(file).orElseThrow();
        AtomicFile.write(status, cause + "\n" + StepText.text(known) + "\n");
    }
}
