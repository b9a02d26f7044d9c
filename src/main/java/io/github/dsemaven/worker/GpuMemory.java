/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a card in bytes, as the driver's own {@code nvidia-smi} says.
 *
 * @param free what can be had
 * @param total what the card has
 */
record GpuMemory(long free, long total) {
    private static final Pattern LINE = Pattern.compile("\\s*(\\d+),\\s*(\\d+)\\s*");

    /** Asks the driver; empty where it doesn't answer. */
    static Optional<GpuMemory> of(int device) {
        try {
            Process process = new ProcessBuilder(
                            "nvidia-smi",
                            "--query-gpu=memory.free,memory.total",
                            "--format=csv,noheader,nounits",
                            "--id=" + device)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? parse(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static Optional<GpuMemory> parse(String answer) {
        Matcher line = LINE.matcher(answer);
        return line.matches()
                ? Optional.of(new GpuMemory(Long.parseLong(line.group(1)) << 20, Long.parseLong(line.group(2)) << 20))
                : Optional.empty();
    }
}
