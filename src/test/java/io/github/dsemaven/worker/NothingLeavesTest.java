/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.perplexity.EvaluationSettings;
import io.github.dsemaven.perplexity.dataset.ParquetFiles;
import io.github.dsemaven.runtime.EvaluationRun;
import io.github.dsemaven.runtime.ForkCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an evaluation in a fork leaves behind, and whom it asks. */
class NothingLeavesTest {
    @TempDir
    Path folder;

    private Outcome evaluate(Path javaHome) throws IOException, InterruptedException {
        Path text = ParquetFiles.write(
                folder.resolve("text.parquet"), List.of("A map is a promise that the world can be folded."));
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                // as the fork's class path is resolved
                .filter(file -> !file.getFileName().toString().startsWith("jna-"))
                .toList();
        Path home = Files.createDirectories(folder.resolve("home"));
        Path caches = Files.createDirectories(folder.resolve("xdg"));
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path work = Files.createDirectories(folder.resolve("work"));
        ForkCommand command = new ForkCommand(
                javaHome,
                work,
                classPath,
                Main.class.getName(),
                List.of("-Djava.io.tmpdir=" + temporary, "-Duser.home=" + home),
                Map.of("HOME", home.toString(), "XDG_CACHE_HOME", caches.toString(), "TMPDIR", temporary.toString()));
        EvaluationSettings settings = new EvaluationSettings(
                "",
                Map.of(
                        "hfModel",
                        ModelFolder.ORIGINAL.toAbsolutePath().toString(),
                        "dataset",
                        text.toString(),
                        "maxLength",
                        "16",
                        "stride",
                        "8"));
        Request request = new Request(
                work,
                work.resolve("results"),
                caches.resolve("dse-maven-plugin"),
                1,
                Map.of(),
                Map.of(),
                List.of(new Request.Task(0, "cpu", settings)));
        return new EvaluationRun(command, event -> {}, Log.silent())
                .run(request)
                .get(0);
    }

    @Test
    void nothingIsWrittenOutsideOurFolders() throws Exception {
        Outcome outcome = evaluate(Path.of(System.getProperty("java.home")));

        assertThat(outcome.problems()).isEmpty();
        assertThat(names(folder.resolve("home"))).isEmpty();
        assertThat(names(folder.resolve("xdg"))).containsExactly("dse-maven-plugin");
        // libraries that a plugin's build hands over unpacked
        assertThat(names(folder.resolve("tmp"))).allMatch(name -> name.startsWith("onnxruntime-java"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void noHostIsLookedUp() throws Exception {
        Path trace = folder.resolve("trace");
        Assumptions.assumeTrue(works(List.of("strace", "-f", "-o", trace.toString(), "true")), "no strace here");
        Path java = folder.resolve("traced/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(
                java,
                "#!/bin/sh\nexec strace -f -qq -e trace=connect,sendto,sendmsg,sendmmsg -o '" + trace + "' '"
                        + Path.of(System.getProperty("java.home"), "bin", "java") + "' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        Outcome outcome = evaluate(folder.resolve("traced"));

        assertThat(outcome.problems()).isEmpty();
        assertThat(Files.readAllLines(trace)).noneMatch(line -> line.contains("AF_INET"));
    }

    private static boolean works(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
