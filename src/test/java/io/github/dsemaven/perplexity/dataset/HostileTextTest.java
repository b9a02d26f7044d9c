/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.dsemaven.SpecialFiles;
import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HostileTextTest {
    @TempDir
    private Path folder;

    private Path zip(String entry, byte[] piece, int times) throws IOException {
        Path file = folder.resolve("wikitext.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("w/wiki.test.raw"));
            zip.write(" a \n".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry(entry));
            for (int i = 0; i < times; i++) {
                zip.write(piece);
            }
        }
        return file;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeOrDeviceInPlaceOfATextIsNotOpened() throws IOException {
        Path pipe = SpecialFiles.pipe(folder.resolve("p.txt"));

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThatThrownBy(() -> CorpusFile.text(pipe, "p.txt"))
                    .isInstanceOf(DseException.class)
                    .hasMessageStartingWith("p.txt: is a named pipe, not a file");
            assertThatThrownBy(() -> CorpusFile.wikitext(pipe, "p.txt", "test"))
                    .hasMessageStartingWith("p.txt: is a named pipe, not a file");
            assertThatThrownBy(() -> CorpusFile.text(Path.of("/dev/zero"), "zero"))
                    .hasMessageStartingWith("zero: is a device, not a file");
        });
    }

    @Test
    void aZipThatUnpacksToMoreThanATextOfItsSizeIsRefusedBeforeTheMemoryIsFull() throws IOException {
        Path bomb = zip("w/wiki.train.raw", new byte[1 << 20], 80);

        assertThatThrownBy(() -> CorpusFile.wikitext(bomb, "w.zip", "train"))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith(
                        "w.zip!w/wiki.train.raw: unpacks to more than 64 MiB, which no text of this size");
        assertThat(CorpusFile.wikitext(bomb, "w.zip", "test").text())
                .as("the other splits are none the worse")
                .isEqualTo(" a \n");
    }

    @Test
    void aLongTextIsReadInPieces() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            text.append(i % 3 == 0 ? "\r\n" : i % 3 == 1 ? " \u00e9\ud83d\ude00 row " + i + " \n" : " \u00a0\n");
        }
        Path file = Files.writeString(folder.resolve("a.raw"), text);
        Path plain = Files.writeString(folder.resolve("a.txt"), text);
        var expected = new StringBuilder();
        text.toString()
                .replace("\r\n", "\n")
                .lines()
                .filter(line -> line.contains("row"))
                .forEach(line -> expected.append(expected.length() > 0 ? "\n\n" : "")
                        .append(line)
                        .append('\n'));

        assertThat(CorpusFile.text(file, "a.raw").text()).isEqualTo(expected.toString());
        assertThat(CorpusFile.text(plain, "a.txt").text()).isEqualTo(text.toString());
    }

    @Test
    void aByteThatIsNotUtf8IsFoundInAnyPiece() throws IOException {
        for (int before : new int[] {0, 65_535, 65_536, 200_000}) {
            byte[] bytes = ("x".repeat(before) + "\n\n?").getBytes(StandardCharsets.UTF_8);
            bytes[bytes.length - 1] = (byte) 0xe9;
            Path file = Files.write(folder.resolve("bad.txt"), bytes);

            assertThatThrownBy(() -> CorpusFile.text(file, "bad.txt"))
                    .hasMessageStartingWith("bad.txt:3: is not UTF-8: byte 0xe9 at offset " + (before + 2));
        }
    }
}
