/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlistedFileTest {
    @TempDir
    Path project;

    private Path zip;

    @BeforeEach
    void makeTheFile() throws IOException {
        zip = Files.writeString(project.resolve("bundle.zip"), "content");
    }

    /** A build at some seconds from now. */
    private FileDigests digests(int seconds) {
        return new FileDigests(Optional.empty(), () -> Instant.now().plusSeconds(seconds));
    }

    private UnlistedFile file(FileDigests digests) {
        var folders = Folders.of(project, project.resolve("target"), Optional.empty());
        return new UnlistedFile(new Provenance(folders, digests, Log.silent()), "bundle", zip);
    }

    @Test
    void isUpToDateUntilItsCauseOrContentChanges() throws IOException {
        file(digests(0)).made("cause");

        assertThat(file(digests(1)).upToDate("cause")).isTrue();
        assertThat(file(digests(1)).upToDate("another")).isFalse();

        Files.writeString(zip, "edited");
        assertThat(file(digests(2)).upToDate("cause")).isFalse();
    }

    @Test
    void isReadAgainOnlyUntilItsTimeIsBelieved() throws IOException {
        file(digests(0)).made("cause");

        FileDigests tooSoon = digests(10);
        assertThat(file(tooSoon).upToDate("cause")).isTrue();
        assertThat(tooSoon.learned())
                .as("its stamp was taken right after it was written")
                .isTrue();

        FileDigests settled = digests(20);
        assertThat(file(settled).upToDate("cause")).isTrue();
        assertThat(settled.learned()).isEqualTo(FileStamp.of(zip).changed() < 0);
    }

    @Test
    void isDeletedUnlessItWasEdited() throws IOException {
        file(digests(0)).made("cause");
        file(digests(1)).drop();
        assertThat(zip).doesNotExist();

        Files.writeString(zip, "made");
        file(digests(2)).made("cause");
        Files.writeString(zip, "edited");
        file(digests(3)).drop();
        assertThat(zip).exists();
    }
}
