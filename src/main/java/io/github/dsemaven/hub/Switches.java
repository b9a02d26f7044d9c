/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Environment variables that are on or off, as {@code huggingface_hub} reads them. */
final class Switches {
    private static final Set<String> ON = Set.of("1", "ON", "YES", "TRUE");

    private Switches() {}

    static boolean on(Map<String, String> environment, String name) {
        return ON.contains(environment.getOrDefault(name, "").strip().toUpperCase(Locale.ROOT));
    }
}
