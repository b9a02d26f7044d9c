/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    Path folder;

    @Test
    void theFirstRunWritesWhatTheNextOnesUse() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "a");
        ClassArchive first = ClassArchive.of(folder, List.of(jar));
        String option = first.jvmOptions().get(0);
        assertThat(option).startsWith("-XX:ArchiveClassesAtExit=");

        Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "archive");
        first.keep();

        assertThat(ClassArchive.of(folder, List.of(jar)).jvmOptions().get(0)).startsWith("-XX:SharedArchiveFile=");
    }

    @Test
    void aChangedJarNeedsAnotherArchive() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "a");
        ClassArchive first = ClassArchive.of(folder, List.of(jar));
        String option = first.jvmOptions().get(0);
        Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "archive");
        first.keep();

        Files.writeString(jar, "another");

        assertThat(ClassArchive.of(folder, List.of(jar)).jvmOptions().get(0)).startsWith("-XX:ArchiveClassesAtExit=");
    }

    /** A run that maps a damaged one crashes, and so would every later one. */
    @Test
    void aDamagedArchiveIsWrittenAnew() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "a");
        Path archive = written(jar);

        Files.writeString(archive, "Archive");
        assertThat(written(jar)).hasContent("archive");
        Files.writeString(archive, "");
        assertThat(written(jar)).hasContent("archive");
        Files.delete(archive);
        assertThat(written(jar)).hasContent("archive");
    }

    /** Runs that find no archive they can use, and write one. */
    private Path written(Path jar) throws IOException {
        ClassArchive first = ClassArchive.of(folder, List.of(jar));
        String option = first.jvmOptions().get(0);
        assertThat(option).startsWith("-XX:ArchiveClassesAtExit=");
        Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "archive");
        first.keep();
        String next = ClassArchive.of(folder, List.of(jar)).jvmOptions().get(0);
        return Path.of(next.substring(next.indexOf('=') + 1));
    }

    @Test
    void whatARunFailedWithIsForgotten() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "a");
        Path archive = written(jar);
        ClassArchive second = ClassArchive.of(folder, List.of(jar));
        assertThat(second.used()).isTrue();

        second.discard();

        assertThat(archive).doesNotExist();
        assertThat(ClassArchive.of(folder, List.of(jar)).used()).isFalse();
    }

    @Test
    void aClassFolderCanNotBeArchived() {
        assertThat(ClassArchive.of(folder, List.of(folder)).jvmOptions()).isEmpty();
    }

    @Test
    void aRunThatWroteNothingLeavesNothing() throws IOException {
        ClassArchive archive = ClassArchive.of(folder, List.of(Files.writeString(folder.resolve("a.jar"), "a")));

        archive.keep();

        assertThat(archive.jvmOptions().get(0)).startsWith("-XX:ArchiveClassesAtExit=");
    }
}
