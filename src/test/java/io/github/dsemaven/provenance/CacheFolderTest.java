/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    @TempDir
    Path folder;

    @Test
    void aFolderThatIsMissingIsMadeAndLeftEmpty() {
        assertThat(CacheFolder.problem(folder.resolve("a/b"))).isEmpty();
        assertThat(folder.resolve("a/b")).isEmptyDirectory();
    }

    @Test
    void whatCanNotBeWrittenSaysWhy() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(CacheFolder.problem(file)).get().asString().contains("FileAlreadyExistsException");
        assertThat(CacheFolder.problem(file.resolve("below"))).isPresent();
        assertThat(CacheFolder.problem(Path.of("?/.cache"))).contains("there is no home folder that it could lie in");

        Path cache = Files.createDirectories(folder.resolve("cache"));
        Files.writeString(cache.resolve("v1"), "");
        assertThat(CacheFolder.problem(cache)).contains("v1 in it can't be written to");
    }

    /** Pruning would delete what lies where the link leads. */
    @Test
    void aLinkInItIsNotFollowedButItMayBeOneItself() throws IOException {
        Path cache = Files.createDirectories(folder.resolve("cache"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), cache);
        assertThat(CacheFolder.problem(link)).isEmpty();

        Files.createDirectories(cache.resolve("v1"));
        Files.createSymbolicLink(cache.resolve("v1/evaluations"), folder);
        assertThat(CacheFolder.problem(cache)).contains("v1/evaluations in it is a symbolic link");
    }
}
