/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aSealedFile() {
        file = folder.resolve("a file");
        SealedFile.write(file, "a cause", "one\nzwei äöü\n");
    }

    @Test
    void whatWasWrittenIsReadForTheSameCauseOnly() {
        assertThat(SealedFile.read(file, "a cause")).contains("one\nzwei äöü\n");
        assertThat(SealedFile.read(file, "another")).isEmpty();
        assertThat(SealedFile.read(file)).contains(new SealedFile("a cause", "one\nzwei äöü\n"));
    }

    @Test
    void aTextWithoutEndAndACauseOfTwoLinesAreReadBack() {
        SealedFile.write(file, "two\nlines", "no end");
        assertThat(SealedFile.read(file, "two\nlines")).contains("no end\n");

        SealedFile.write(file, "", "");
        assertThat(SealedFile.read(file, "")).contains("");
    }

    @Test
    void everyFlippedBitEveryOtherByteAndEveryLengthButItsOwnIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                assertAbsent(damaged);
            }
            assertAbsent(Arrays.copyOf(whole, at));
        }
        assertAbsent(Arrays.copyOf(whole, whole.length + 1));
    }

    private void assertAbsent(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThat(SealedFile.read(file)).isEmpty();
    }

    @Test
    void aLinkAFolderAndNothingAreAbsent() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(SealedFile.read(link)).isEmpty();
        assertThat(SealedFile.read(folder)).isEmpty();
        assertThat(SealedFile.read(folder.resolve("nothing"))).isEmpty();
    }
}
