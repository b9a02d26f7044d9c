/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceLockTest {
    @TempDir
    Path folder;

    @Test
    void anotherProcessWaitsForTheSameDeviceUntilItIsFree() throws Exception {
        DeviceLock lock = DeviceLock.acquire(folder, List.of("cuda:0", "cuda:1"), device -> {});
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("has cpu");
            assertThat(lines.readLine()).isEqualTo("waits for cuda:1");
            lock.close();
            assertThat(lines.readLine()).isEqualTo("has cuda:2");
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    /** Takes a device that is free, then one that is not. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            DeviceLock.acquire(folder, List.of("cpu"), device -> System.out.println("waits for " + device));
            System.out.println("has cpu");
            DeviceLock.acquire(
                    folder, List.of("cuda:2", "cuda:1"), device -> System.out.println("waits for " + device));
            System.out.println("has cuda:2");
        }
    }
}
