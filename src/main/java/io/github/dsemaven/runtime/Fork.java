/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.exchange.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of the forked JVM. Its standard input stays open for as long as this JVM lives and ends with it, however it
 * ends, which is how the child learns to end too; its standard output carries {@link Event}s; its standard error, where
 * native libraries write, goes to a file.
 */
public final class Fork {
    private static final int STDERR_SHOWN = 8192;

    private final ForkCommand command;
    private final Path standardError;

    /**
     * @param standardError file that takes what the child writes to standard error; replaced
     */
    public Fork(ForkCommand command, Path standardError) {
        this.command = command;
        this.standardError = standardError;
    }

    /**
     * How a run ended.
     *
     * @param exitCode 0, or see {@link ForkFailure}
     * @param standardError the end of what the child wrote to standard error
     */
    public record End(int exitCode, String standardError) {}

    /**
     * Starts the child, hands its events over as they come and waits for its end.
     *
     * @param events called on the calling thread
     * @param noise takes the lines of standard output that are not events
     * @throws IOException when it can't be started
     * @throws InterruptedException when this thread is interrupted; the child is gone then
     */
    public End run(List<String> arguments, Consumer<Event> events, Consumer<String> noise)
            throws IOException, InterruptedException {
        ProcessBuilder builder = command.builder(arguments, standardError.resolveSibling("fork.args"));
        Files.deleteIfExists(standardError); // so that nothing is written over a link to another file
        builder.redirectError(standardError.toFile());
        Process process = builder.start();
        OutputStream lifeline = process.getOutputStream();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<Event> event = Event.parse(line);
                event.ifPresentOrElse(events, noise(noise, line));
            }
            int exitCode = process.waitFor();
            return new End(exitCode, tail());
        } finally {
            process.destroyForcibly();
            lifeline.close();
        }
    }

    private static Runnable noise(Consumer<String> noise, String line) {
        return () -> noise.accept(line);
    }

    private String tail() throws IOException {
        byte[] all = Files.readAllBytes(standardError);
        int from = Math.max(0, all.length - STDERR_SHOWN);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
    }
}
