/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheLocationTest {
    private static final Path HOME = Path.of("/home/u");

    @Test
    void followsXdgThenTheOperatingSystem() {
        assertThat(CacheLocation.of(Map.of("XDG_CACHE_HOME", "/var/c"), HOME, "Linux"))
                .isEqualTo(Path.of("/var/c/dse-maven-plugin"));
        assertThat(CacheLocation.of(Map.of("XDG_CACHE_HOME", "relative"), HOME, "Linux"))
                .isEqualTo(Path.of("/home/u/.cache/dse-maven-plugin"));
        assertThat(CacheLocation.of(Map.of(), HOME, "Mac OS X"))
                .isEqualTo(Path.of("/home/u/Library/Caches/dse-maven-plugin"));
        assertThat(CacheLocation.of(Map.of("LOCALAPPDATA", "/local"), HOME, "Windows 11"))
                .isEqualTo(Path.of("/local/dse-maven-plugin"));
    }
}
