/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.SealedFile;
import io.github.dsemaven.artifact.SlashedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is made from the manifest, such as the bundle that holds it, and so can't be in it: whether it is up to
 * date is remembered in the status folder.
 */
public final class UnlistedFile {
    private final Path built;
    private final Path file;
    private final Path status;
    private final FileDigests digests;

    /**
     * @param name unique among the project's unlisted files
     */
    public UnlistedFile(Provenance provenance, String name, Path file) {
        this.built = provenance.folders().output().getParent();
        this.file = file;
        this.status = status(provenance, name);
        this.digests = provenance.digests();
    }

    /** The one that was last made under a name, below the build's folder; empty where none is known. */
    public static Optional<UnlistedFile> made(Provenance provenance, String name) {
        Path built = provenance.folders().output().getParent();
        return SealedFile.read(status(provenance, name))
                .flatMap(kept -> kept.text().lines().skip(1).findFirst())
                .map(line -> built.resolve(line).normalize())
                .filter(file -> file.startsWith(built))
                .map(file -> new UnlistedFile(provenance, name, file));
    }

    private static Path status(Provenance provenance, String name) {
        return provenance.folders().status().resolve(name + ".unlisted");
    }

    private static Optional<FileDigests.Remembered> remembered(String text) {
        return text.lines().findFirst().map(String::strip).flatMap(StepText::remembered);
    }

    /** Whether it is there as it was last made, from the same cause. */
    public boolean upToDate(String cause) {
        try {
            Optional<FileDigests.Remembered> known =
                    SealedFile.read(status, cause).flatMap(UnlistedFile::remembered);
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
                SealedFile.read(status).map(SealedFile::text).flatMap(UnlistedFile::remembered);
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
        String place = file.startsWith(built) ? "\n" + SlashedPath.of(built.relativize(file)) : "";
        SealedFile.write(status, cause, StepText.text(known).strip() + place);
    }
}
