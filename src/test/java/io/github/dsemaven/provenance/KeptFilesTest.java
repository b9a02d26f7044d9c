/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.artifact.SealedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {
    @TempDir
    Path folder;

    private Path file;
    private KeptFiles kept;

    @BeforeEach
    void aKeptFile() throws IOException {
        file = Files.writeString(Files.createDirectories(folder.resolve("a")).resolve("lib\tx.so"), "library");
        kept = new KeptFiles(folder.resolve("a.list"));
        kept.made("cause", List.of(file));
    }

    @Test
    void itIsWholeUntilItChangesOrItsCauseDoes() throws IOException {
        assertThat(kept.whole("cause")).isTrue();
        assertThat(kept.whole("another")).isFalse();

        Files.writeString(file, "Library");
        assertThat(kept.whole("cause")).isFalse();
        Files.writeString(file, "");
        assertThat(kept.whole("cause")).isFalse();
        Files.delete(file);
        assertThat(kept.whole("cause")).isFalse();
    }

    @Test
    void withoutAListThatCanBeBelievedNothingIsWhole() throws IOException {
        Files.writeString(folder.resolve("a.list"), "damaged");
        assertThat(kept.whole("cause")).isFalse();
        Files.delete(folder.resolve("a.list"));
        assertThat(kept.whole("cause")).isFalse();
    }

    @Test
    void aListThatLeadsOutIsNotBelieved() throws IOException {
        Path outside =
                Files.writeString(Files.createDirectories(folder.resolve("b")).resolve("x"), "library");
        KeptFiles inner = new KeptFiles(folder.resolve("a/inner.list"));
        inner.made("cause", List.of(outside));
        assertThat(SealedFile.read(folder.resolve("a/inner.list"), "cause")).isPresent();

        assertThat(inner.whole("cause")).isFalse();
    }
}
