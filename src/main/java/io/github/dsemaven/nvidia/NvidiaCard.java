/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.nvidia;

import java.util.Optional;

/**
 * A card.
 *
 * @param index what {@code nvidia-smi} calls it
 * @param uuid such as {@code GPU-5fd2b1b4-...}
 * @param memory empty where the driver can't tell, as for cards that share the processor's
 * @param computeCapability such as {@code 9.0}; empty for drivers that are too old to tell
 */
public record NvidiaCard(
        int index, String uuid, String name, Optional<Memory> memory, Optional<String> computeCapability) {

    /**
     * Memory in MiB.
     *
     * @param free what is not used now
     * @param total what the card has
     */
    public record Memory(long free, long total) {
        /** What is not used now, in bytes. */
        public long freeBytes() {
            return free << 20;
        }

        /** What the card has, in bytes. */
        public long totalBytes() {
            return total << 20;
        }
    }

    @Override
    public String toString() {
        return "cuda:" + index + " " + name + ", "
                + memory.map(it -> it.free() + " of " + it.total() + " MiB free")
                        .orElse("memory unknown")
                + computeCapability.map(it -> ", compute capability " + it).orElse("");
    }
}
