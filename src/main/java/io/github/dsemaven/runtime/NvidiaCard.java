/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A card as {@code nvidia-smi} describes it.
 *
 * @param totalMiB memory in MiB
 * @param freeMiB memory that is not used now
 */
public record NvidiaCard(int index, String name, long totalMiB, long freeMiB, String computeCapability) {
    private static final long PATIENCE_SECONDS = 20;

    /** The cards of this machine; none where {@code nvidia-smi} is missing or does not answer. */
    public static List<NvidiaCard> ofThisMachine() {
        try {
            Process process = new ProcessBuilder(
                            "nvidia-smi",
                            "--query-gpu=index,name,memory.total,memory.free,compute_cap",
                            "--format=csv,noheader,nounits")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return List.of();
            }
            return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Lines such as {@code 0, NVIDIA H100 80GB HBM3, 81559, 81000, 9.0}; others are left out. */
    static List<NvidiaCard> parse(String output) {
        List<NvidiaCard> cards = new ArrayList<>();
        for (String line : output.lines().toList()) {
            String[] cells = line.split(",\\s*");
            try {
                cards.add(new NvidiaCard(
                        Integer.parseInt(cells[0].strip()),
                        cells[1],
                        Long.parseLong(cells[2].strip()),
                        Long.parseLong(cells[3].strip()),
                        cells[4].strip()));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                // "No devices were found" and the like.
            }
        }
        return cards;
    }

    @Override
    public String toString() {
        return "cuda:" + index + " " + name + ", " + freeMiB + " of " + totalMiB + " MiB free, compute capability "
                + computeCapability;
    }
}
