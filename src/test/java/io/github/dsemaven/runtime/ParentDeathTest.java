/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.worker.ParentWatchProbe;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parent that is killed, as Maven may be, takes its fork with it. */
class ParentDeathTest {
    @TempDir
    Path folder;

    @Test
    void theForkEndsWhenItsParentIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            parent.destroyForcibly();

            child.onExit().get(10, TimeUnit.SECONDS);
            assertThat(child.isAlive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    /** Runs a fork that never ends by itself, and prints its process id. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            List<Path> classPath = Arrays.stream(
                            System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .toList();
            ForkCommand command = new ForkCommand(
                    Path.of(System.getProperty("java.home")),
                    Path.of(arguments[0]),
                    classPath,
                    ParentWatchProbe.class.getName(),
                    List.of(),
                    Map.of());
            Path log = Path.of(arguments[0], "fork.log");
            Files.createFile(log);
            new Fork(command, log).run(List.of(), event -> {}, System.out::println);
        }
    }
}
