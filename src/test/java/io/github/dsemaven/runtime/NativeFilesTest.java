/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFilesTest {
    @TempDir
    Path folder;

    private Library library;
    private NativeFiles files;

    @BeforeEach
    void aJarWithTwoLibraries() throws IOException {
        Path jar = folder.resolve("engine.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : new String[] {"native/libone.so", "native/libtwo.so", "other/x.so"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        library = new Library(Coordinate.parse("g:engine:1"), jar);
        files = new NativeFiles(folder.resolve("cache"));
    }

    private Path unpack() {
        return files.unpack(library, "test", name -> name.startsWith("native/"));
    }

    @Test
    void whatIsWantedIsUnpackedOnce() throws IOException {
        Path unpacked = unpack();
        assertThat(unpacked.resolve("libone.so")).hasContent("native/libone.so");
        assertThat(unpacked.resolve("x.so")).doesNotExist();

        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(unpacked.resolve("libone.so"), time);
        assertThat(unpack()).isEqualTo(unpacked);
        assertThat(Files.getLastModifiedTime(unpacked.resolve("libone.so")))
                .as("left alone")
                .isEqualTo(time);
    }

    /** An empty library, such as a full disk leaves, used to fail every later build. */
    @Test
    void whatIsDamagedCutShortMissingOrALinkIsUnpackedAnew() throws IOException {
        Path one = unpack().resolve("libone.so");
        Path two = one.resolveSibling("libtwo.so");
        byte[] whole = Files.readAllBytes(one);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(one, damaged);
            unpack();
            assertThat(one).hasBinaryContent(whole);
        }
        Files.writeString(one, "");
        unpack();
        assertThat(one).hasBinaryContent(whole);

        Files.delete(one);
        Files.delete(two);
        Files.createSymbolicLink(two, Files.writeString(folder.resolve("outside"), "native/libtwo.so"));
        unpack();
        assertThat(one).hasBinaryContent(whole);
        assertThat(two).hasContent("native/libtwo.so");
    }

    @Test
    void aFolderThatIsAFileIsReplaced() throws IOException {
        Path unpacked = unpack();
        try (var all = Files.list(unpacked)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(unpacked);
        Files.writeString(unpacked, "");

        assertThat(unpack().resolve("libone.so")).exists();
    }

    @Test
    void aDamagedJarIsNamedAndHowToFetchItAgain() throws IOException {
        Files.writeString(library.file(), "no jar");

        assertThatThrownBy(this::unpack)
                .isInstanceOf(DseException.class)
                .hasMessageContaining("engine.jar: is damaged")
                .hasMessageContaining("mvn dependency:get -Dartifact=g:engine:1");
    }
}
