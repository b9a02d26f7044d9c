/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.Enclosure;
import io.github.dsemaven.artifact.SealedFile;
import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files of a cache that are used as they lie there, such as native libraries: a list beside them says what they held when
 * they were made, so that damage is found. They are read again only where their stamps say that they were touched since.
 */
public final class KeptFiles {
    private final Path list;
    private final Enclosure folder;

    /**
     * @param list lies in the folder that the files lie in or below
     */
    public KeptFiles(Path list) {
        this.list = list;
        this.folder = new Enclosure(list.toAbsolutePath().getParent());
    }

    /** Whether they are all there as they were made, for the same cause. */
    public boolean whole(String cause) {
        Optional<String> text = SealedFile.read(list, cause);
        if (text.isEmpty()) {
            return false;
        }
        FileDigests digests = new FileDigests(Optional.empty());
        List<Path> files = new ArrayList<>();
        for (String line : text.get().lines().toList()) {
            List<String> fields = StepText.fields(line);
            Optional<Path> file = folder.resolve(fields.get(1));
            Optional<FileDigests.Remembered> known = StepText.remembered(fields.get(2));
            if (file.isEmpty() || known.isEmpty() || !same(file.get(), known.get(), digests)) {
                return false;
            }
            files.add(file.get());
        }
        if (digests.learned()) {
            write(cause, files, digests); // read too soon after they were made: their stamps are believed from now on
        }
        return true;
    }

    /** Remembers what files hold now. */
    public void made(String cause, List<Path> files) {
        write(cause, files, new FileDigests(Optional.empty()));
    }

    private void write(String cause, List<Path> files, FileDigests digests) {
        var lines = new ArrayList<String>();
        try {
            for (Path file : files) {
                digests.of("file", file);
                String name = folder.folder().relativize(file.toAbsolutePath()).toString();
                lines.add(StepText.line(
                        "file", name, StepText.text(digests.remembered(file).orElseThrow())));
            }
            SealedFile.write(list, cause, String.join("\n", lines));
        } catch (IOException | DseException e) {
            // They are compared with their origin, or made anew, next time.
        }
    }

    private static boolean same(Path file, FileDigests.Remembered known, FileDigests digests) {
        try {
            digests.tell(file, known);
            return digests.of("file", file).sha256().equals(known.sha256());
        } catch (IOException e) {
            return false;
        }
    }
}
