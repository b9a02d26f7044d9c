/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailableMemoryTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path root;

    @BeforeEach
    void aHostWithEightGibibytesAvailable() throws IOException {
        file("proc/meminfo", "MemTotal:       16777216 kB\nMemFree:  1024 kB\nMemAvailable:    8388608 kB\n");
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private long available() {
        return new AvailableMemory(root).bytes().orElseThrow();
    }

    @Test
    void withoutAContainerTheKernelsNumberHolds() throws IOException {
        file("proc/self/cgroup", "0::/user.slice\n");
        file("sys/fs/cgroup/user.slice/memory.max", "max\n");
        file("sys/fs/cgroup/user.slice/memory.current", "5\n");

        assertThat(available()).isEqualTo(8192 * MIB);
    }

    @Test
    void aContainersLimitHoldsAndPageCacheIsFree() throws IOException {
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/memory.max", Long.toString(2048 * MIB));
        file("sys/fs/cgroup/memory.current", Long.toString(1500 * MIB));
        file("sys/fs/cgroup/memory.stat", "anon 5\ninactive_file " + 1000 * MIB + "\n");

        assertThat(available()).isEqualTo(1548 * MIB);
    }

    @Test
    void theTightestOfNestedGroupsHolds() throws IOException {
        file("proc/self/cgroup", "0::/pod/container\n");
        file("sys/fs/cgroup/pod/memory.max", Long.toString(100 * MIB));
        file("sys/fs/cgroup/pod/memory.current", Long.toString(40 * MIB));
        file("sys/fs/cgroup/pod/container/memory.max", Long.toString(900 * MIB));
        file("sys/fs/cgroup/pod/container/memory.current", "0");

        assertThat(available()).isEqualTo(60 * MIB);
    }

    @Test
    void theFirstVersionOfControlGroupsIsReadToo() throws IOException {
        file("proc/self/cgroup", "5:cpu:/x\n4:memory:/docker/abc\n0::/\n");
        file("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", Long.toString(300 * MIB));
        file("sys/fs/cgroup/memory/docker/abc/memory.usage_in_bytes", Long.toString(100 * MIB));

        assertThat(available()).isEqualTo(200 * MIB);
    }

    @Test
    void aSystemThatDoesNotSayIsNotGuessedAt() {
        assertThat(new AvailableMemory(root.resolve("nowhere")).bytes()).isEmpty();
    }
}
