/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether this machine has a usable NVIDIA driver, found out from files alone: nothing native is loaded and nothing is
 * started.
 *
 * @param version such as {@code 570.86.15}, or empty where it can't be told
 * @param missing why it can't be used, such as {@code libcuda.so.1 is in none of ...}; empty when it can
 */
public record NvidiaDriver(Optional<String> version, Optional<String> missing) {
    private static final Pattern VERSION = Pattern.compile("\\b(\\d{3,}\\.\\d+(?:\\.\\d+)?)\\b");

    private static final List<String> LIBRARY_FOLDERS = List.of(
            "usr/lib/x86_64-linux-gnu",
            "usr/lib/aarch64-linux-gnu",
            "usr/lib64",
            "usr/lib",
            "lib/x86_64-linux-gnu",
            "usr/lib/wsl/lib",
            "run/opengl-driver/lib",
            "usr/local/nvidia/lib64",
            "usr/local/cuda/compat");

    /** Looks at this machine. */
    public static NvidiaDriver ofThisMachine() {
        return detect(
                Path.of("/").toAbsolutePath().getRoot(),
                Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).orElse(""),
                System.getProperty("os.name", ""));
    }

    /**
     * Looks below a root folder.
     *
     * @param libraryPath folders to look in first, separated by colons
     * @param system the operating system's name
     */
    static NvidiaDriver detect(Path root, String libraryPath, String system) {
        if (system.startsWith("Windows")) {
            Path library = root.resolve("Windows/System32/nvcuda.dll");
            return Files.exists(library)
                    ? new NvidiaDriver(Optional.empty(), Optional.empty())
                    : missing(library + " does not exist: the NVIDIA driver is not installed");
        }
        if (!system.startsWith("Linux")) {
            return missing("CUDA runs on Linux and Windows only, not on " + system);
        }
        return onLinux(root, libraryPath);
    }

    private static NvidiaDriver onLinux(Path root, String libraryPath) {
        Optional<String> version = version(root.resolve("proc/driver/nvidia/version"));
        boolean underWindows = Files.exists(root.resolve("dev/dxg"));
        if (!underWindows && !Files.exists(root.resolve("dev/nvidiactl")) && !anyCard(root.resolve("dev"))) {
            return new NvidiaDriver(
                    version,
                    Optional.of(
                            "no NVIDIA card is visible: /dev/nvidia0 and /dev/nvidiactl do not exist (in a container, "
                                    + "start it with the GPU passed through)"));
        }
        List<Path> folders = new ArrayList<>();
        for (String folder : libraryPath.split(":")) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        LIBRARY_FOLDERS.forEach(folder -> folders.add(root.resolve(folder)));
        boolean found = folders.stream().anyMatch(folder -> Files.exists(folder.resolve("libcuda.so.1")));
        return found
                ? new NvidiaDriver(version, Optional.empty())
                : new NvidiaDriver(version, Optional.of("the driver's libcuda.so.1 is in none of " + folders));
    }

    private static boolean anyCard(Path devices) {
        try (Stream<Path> entries = Files.list(devices)) {
            return entries.anyMatch(entry -> entry.getFileName().toString().matches("nvidia\\d+"));
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> version(Path file) {
        try {
            Matcher version = VERSION.matcher(Files.readString(file));
            return version.find() ? Optional.of(version.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static NvidiaDriver missing(String reason) {
        return new NvidiaDriver(Optional.empty(), Optional.of(reason));
    }

    /** Whether CUDA can be tried. */
    public boolean usable() {
        return missing.isEmpty();
    }
}
