/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The environment variables of the fork: those of this process that it needs, and what keeps its libraries to themselves. A
 * build's secrets, such as a {@code HF_TOKEN}, are none of its business, nor are options meant for other JVMs.
 */
final class ForkEnvironment {
    private static final Set<String> NAMES = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH");
    private static final List<String> PREFIXES = List.of("LC_", "CUDA_", "NVIDIA_", "XDG_");
    /** What processes of Windows can't do without; names are the same in any case there. */
    private static final Set<String> NAMES_OF_WINDOWS = Set.of(
            "SYSTEMROOT",
            "SYSTEMDRIVE",
            "WINDIR",
            "TEMP",
            "TMP",
            "USERPROFILE",
            "LOCALAPPDATA",
            "APPDATA",
            "PROGRAMDATA",
            "PATHEXT",
            "COMSPEC",
            "NUMBER_OF_PROCESSORS",
            "PROCESSOR_ARCHITECTURE");

    /** ONNX Runtime's telemetry and that of the tokenizer's library. */
    private static final Map<String, String> OWN = Map.of("ORT_DISABLE_TELEMETRY", "1", "OPT_OUT_TRACKING", "true");

    private ForkEnvironment() {}

    /**
     * What is left of an environment, with our own variables.
     *
     * @param operatingSystem Java's {@code os.name}
     */
    static Map<String, String> of(Map<String, String> all, String operatingSystem) {
        boolean windows = operatingSystem.toLowerCase(Locale.ROOT).startsWith("windows");
        Map<String, String> environment = new TreeMap<>();
        all.forEach((name, value) -> {
            if (passes(windows ? name.toUpperCase(Locale.ROOT) : name, windows)) {
                environment.put(name, value);
            }
        });
        environment.putAll(OWN);
        return Collections.unmodifiableMap(environment);
    }

    private static boolean passes(String name, boolean windows) {
        return NAMES.contains(name)
                || PREFIXES.stream().anyMatch(name::startsWith)
                || windows && NAMES_OF_WINDOWS.contains(name);
    }
}
