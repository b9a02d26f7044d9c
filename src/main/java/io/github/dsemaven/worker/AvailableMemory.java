/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How much memory can still be had on Linux: what the kernel says is available, or what the control groups of a container
 * leave, whichever is less. Page cache counts as available, because it is given back under pressure.
 */
final class AvailableMemory {
    private static final long KIB = 1024;

    private final Path root;

    /**
     * @param root {@code /}, or a folder that stands for it
     */
    AvailableMemory(Path root) {
        this.root = root;
    }

    /** Bytes that can still be had; empty where the system does not say. */
    OptionalLong bytes() {
        OptionalLong host = fromMeminfo();
        OptionalLong group = fromControlGroups();
        if (host.isEmpty() || group.isEmpty()) {
            return host.isEmpty() ? group : host;
        }
        return OptionalLong.of(Math.min(host.getAsLong(), group.getAsLong()));
    }

    private OptionalLong fromMeminfo() {
        OptionalLong kib = field(root.resolve("proc/meminfo"), "MemAvailable:");
        return kib.isEmpty() ? kib : OptionalLong.of(kib.getAsLong() * KIB);
    }

    private OptionalLong fromControlGroups() {
        try {
            OptionalLong least = OptionalLong.empty();
            for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
                String[] parts = line.split(":", 3);
                if (parts.length < 3) {
                    continue;
                }
                boolean second = parts[1].isEmpty();
                if (second || parts[1].matches("(.*,)?memory(,.*)?")) {
                    Path mount = root.resolve(second ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
                    least = least(least, upwards(mount, parts[2], second));
                }
            }
            return least;
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The group and those that it is in each have a limit of their own. In a container its own group is the mount. */
    private static OptionalLong upwards(Path mount, String group, boolean second) {
        OptionalLong least = OptionalLong.empty();
        Path folder = mount.resolve(group.substring(1)).normalize();
        while (folder.startsWith(mount)) {
            least = least(least, second ? left(folder) : leftInFirst(folder));
            folder = folder.getParent();
        }
        return least;
    }

    private static OptionalLong left(Path folder) {
        return left(
                number(folder.resolve("memory.max")),
                number(folder.resolve("memory.current")),
                field(folder.resolve("memory.stat"), "inactive_file"));
    }

    private static OptionalLong leftInFirst(Path folder) {
        return left(
                number(folder.resolve("memory.limit_in_bytes")),
                number(folder.resolve("memory.usage_in_bytes")),
                field(folder.resolve("memory.stat"), "total_inactive_file"));
    }

    private static OptionalLong left(OptionalLong limit, OptionalLong used, OptionalLong cache) {
        if (limit.isEmpty() || used.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(0, limit.getAsLong() - used.getAsLong() + cache.orElse(0)));
    }

    private static OptionalLong least(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
    }

    /** The number that is a file's whole content; empty for {@code max} and for a file that is not there. */
    private static OptionalLong number(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong field(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(parts -> parts.length > 1 && parts[0].equals(name))
                    .mapToLong(parts -> Long.parseLong(parts[1]))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
