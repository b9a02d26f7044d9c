/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import java.nio.file.Path;
import java.util.Map;

/** Where Hugging Face's own tools keep what they download. */
final class HuggingFaceCache {
    private HuggingFaceCache() {}

    /** {@code HF_HUB_CACHE}, {@code HUGGINGFACE_HUB_CACHE}, {@code HF_HOME/hub}, or below the user's cache folder. */
    static Path folder(Map<String, String> environment, Path home) {
        for (String name : new String[] {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isBlank()) {
                return expanded(value, home);
            }
        }
        String own = environment.getOrDefault("HF_HOME", "");
        if (!own.isBlank()) {
            return expanded(own, home).resolve("hub");
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = xdg.isBlank() ? home.resolve(".cache") : expanded(xdg, home);
        return caches.resolve("huggingface").resolve("hub");
    }

    private static Path expanded(String value, Path home) {
        return value.equals("~") || value.startsWith("~/")
                ? home.resolve(value.substring(Math.min(2, value.length())))
                : Path.of(value);
    }
}
