/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnclosureTest {
    @TempDir
    Path folder;

    @Test
    void aNameBelowStandsForItsFile() {
        assertThat(new Enclosure(folder).resolve("a/./b.svg")).contains(folder.resolve("a/b.svg"));
        assertThat(new Enclosure(folder).resolve("a/../b.svg")).contains(folder.resolve("b.svg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/x", ".", "", "a/..", "a\0b"})
    void aNameThatLeadsOutStandsForNone(String name) {
        assertThat(new Enclosure(folder).resolve(name)).isEmpty();
    }

    @Test
    void noLinkBelowIsPassedButTheFolderItselfMayBeOne() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("inner"));
        Files.createSymbolicLink(inner.resolve("out"), folder);
        Files.createSymbolicLink(inner.resolve("file"), folder.resolve("nothing"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), inner);

        assertThat(new Enclosure(inner).resolve("out/x")).isEmpty();
        assertThat(new Enclosure(inner).resolve("file")).isEmpty();
        assertThat(new Enclosure(link).resolve("x")).isPresent();
    }
}
