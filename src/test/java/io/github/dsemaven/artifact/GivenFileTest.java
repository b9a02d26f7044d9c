/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.dsemaven.SpecialFiles;
import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsItsText() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"ü\": 1}");

        assertThat(new GivenFile(file, "settings", GivenFile.SETTINGS).text()).isEqualTo("{\"ü\": 1}");
        assertThat(new GivenFile(file, "settings", GivenFile.SETTINGS).hindrance())
                .isEmpty();
    }

    @Test
    void whatIsNoFileIsNotOpened() throws IOException {
        var pipe = new GivenFile(SpecialFiles.pipe(folder.resolve("p")), "p", "settings", 10);
        var missing = new GivenFile(folder.resolve("none"), "none", "settings", 10);

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThatThrownBy(pipe::text)
                    .isInstanceOf(DseException.class)
                    .hasMessage("p: is a named pipe, not settings. Give a regular file that may be read");
            assertThatThrownBy(missing::bytes).hasMessageStartingWith("none: does not exist");
            assertThatThrownBy(() -> new GivenFile(folder, "f", "settings", 10).bytes())
                    .hasMessageStartingWith("f: is a folder, not settings");
        });
    }

    @Test
    void aZipEntryIsReadNoFurtherThanItsKindMayBeLong() throws IOException {
        Path bomb = folder.resolve("bomb.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("a.json"));
            for (int i = 0; i < 64; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        assertThat(Files.size(bomb)).isLessThan(4 << 20);

        try (FileSystem inside = FileSystems.newFileSystem(bomb)) {
            var entry = new GivenFile(inside.getPath("/a.json"), "settings", GivenFile.SETTINGS);
            assertThatThrownBy(entry::text)
                    .isInstanceOf(DseException.class)
                    .hasMessage("/a.json: is larger than 16 MiB, too large for settings");
        }
    }

    @Test
    void whatIsNoTextIsNamedByItsForm() throws IOException {
        Path gzip = Files.write(folder.resolve("a"), new byte[] {0x1f, (byte) 0x8b, 8, 0, (byte) 0xff});
        Path latin1 = Files.write(folder.resolve("b"), "ü".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> new GivenFile(gzip, "a", "settings", 100).text())
                .hasMessage("a: is a gzip file, not settings. Unpack it with gunzip and give the text file");
        assertThatThrownBy(() -> new GivenFile(latin1, "b", "settings", 100).text())
                .hasMessage("b: is not UTF-8. Save the file as UTF-8");
    }

    @Test
    void anErrorOfMemoryNamesTheFile() {
        assertThatThrownBy(() -> GivenFile.within("big.json", () -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("big.json: takes more memory than the heap's ");
    }
}
