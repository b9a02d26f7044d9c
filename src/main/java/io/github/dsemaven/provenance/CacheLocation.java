/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a user's caches lie: {@code $XDG_CACHE_HOME}, or the operating system's own place. */
public final class CacheLocation {
    private static final String NAME = "dse-maven-plugin";

    private CacheLocation() {}

    /**
     * @param environment environment variables
     * @param userHome the user's home folder
     * @param operatingSystem Java's {@code os.name}
     */
    public static Path of(Map<String, String> environment, Path userHome, String operatingSystem) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg).resolve(NAME);
        }
        String system = operatingSystem.toLowerCase(Locale.ROOT);
        String local = environment.getOrDefault("LOCALAPPDATA", "");
        if (system.startsWith("windows") && !local.isBlank()) {
            return Path.of(local).resolve(NAME);
        }
        return system.startsWith("mac")
                ? userHome.resolve("Library").resolve("Caches").resolve(NAME)
                : userHome.resolve(".cache").resolve(NAME);
    }
}
