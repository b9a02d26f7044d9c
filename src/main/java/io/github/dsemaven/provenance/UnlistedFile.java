/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.SealedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            Optional<FileDigests.Remembered> known =
                    SealedFile.read(status, cause).map(String::strip).flatMap(StepText::remembered);
            known.ifPresent(remembered -> digests.tell(file, remembered));
            boolean same = known.isPresent()
                    && digests.of("file", file).sha256().equals(known.get().sha256());
            if (same && !digests.remembered(file).equals(known)) {
                made(cause); // what was read too soon after it was written is believed from now on
            }
            return same;
        } catch (IOException e) {
            return false;
        }
    }

    /** Forgets it, and deletes it where it is as it was made. */
    public void drop() throws IOException {
        Optional<FileDigests.Remembered> known =
                SealedFile.read(status).map(SealedFile::text).map(String::strip).flatMap(StepText::remembered);
        if (known.isPresent() && Files.isRegularFile(file)) {
            known.ifPresent(remembered -> digests.tell(file, remembered));
            if (digests.of("file", file).sha256().equals(known.get().sha256())) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(status);
    }

    /** Remembers that it was made. */
    public void made(String cause) throws IOException {
        digests.of("file", file);
        FileDigests.Remembered known = digests.remembered(file).orElseThrow();
        SealedFile.write(status, cause, StepText.text(known));
    }
}
