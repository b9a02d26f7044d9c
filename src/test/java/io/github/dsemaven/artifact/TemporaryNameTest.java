/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryNameTest {
    private static final String MINE = Long.toString(ProcessHandle.current().pid());

    @TempDir
    Path folder;

    /** A name that a process gave which has ended. */
    private static String ofTheDead() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return TemporaryName.of("a.svg").replace("-" + MINE + "-", "-" + process.pid() + "-");
    }

    @Test
    void namesDifferAndBelongToThisProcess() {
        assertThat(TemporaryName.of("a.svg"))
                .startsWith(".a.svg.")
                .endsWith(".tmp")
                .isNotEqualTo(TemporaryName.of("a.svg"));
        assertThat(TemporaryName.abandoned(folder.resolve(TemporaryName.of("a.svg"))))
                .isFalse();
    }

    @Test
    void whatADeadProcessLeftIsRemovedAlsoInFoldersBelowAndNothingElse() throws Exception {
        Path left =
                Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve(ofTheDead()), "");
        Path living = Files.writeString(folder.resolve(TemporaryName.of("b.svg")), "");
        Path users = Files.writeString(folder.resolve(".settings.tmp"), "");

        AbandonedFiles.remove(folder);

        assertThat(left).doesNotExist();
        assertThat(living).exists();
        assertThat(users).exists();
    }

    @Test
    void anotherMachinesIsLeftAloneForADay() throws Exception {
        String name = TemporaryName.of("a.svg").replaceFirst("svg\\.\\p{XDigit}{8}-\\d+", "svg.00000000-1");
        Path file = Files.writeString(folder.resolve(name), "");
        assertThat(TemporaryName.abandoned(file)).isFalse();

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        assertThat(TemporaryName.abandoned(file)).isTrue();
    }

    @Test
    void namesOfEarlierBuildsAreKnown() throws IOException {
        Path unpacking = Files.createDirectories(folder.resolve("unpacking8734098734"));
        Files.writeString(unpacking.resolve("lib.so"), "");
        Path archive = folder.resolve("f20a0ae1ccca386ebaf90a89bbf59f26-9667-123456.new");
        Path file = folder.resolve(".a.csv.c2b0f6e2-6f0c-4c0e-9f0e-1d2c3b4a5f60.tmp");
        Files.writeString(archive, "");
        Files.writeString(file, "");

        AbandonedFiles.remove(folder);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void noLinkIsFollowed() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path precious = Files.writeString(outside.resolve("unpacking1"), "");
        Path cache = Files.createDirectories(folder.resolve("cache"));
        Files.createSymbolicLink(cache.resolve("unpacking2"), outside);
        Files.createSymbolicLink(cache.resolve("a"), outside);

        AbandonedFiles.remove(cache);

        assertThat(precious).exists();
    }
}
