/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Mutual exclusion over a status folder, between the threads of {@code mvn -T} and between processes. */
final class StatusLock {
    private static final int PAUSE_MILLIS = 5;

    private StatusLock() {}

    /** Something to do while nobody else does. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Waits for the lock, then acts. */
    static void during(Path folder, Action action) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = acquire(channel);
            try {
                action.run();
            } finally {
                lock.release();
            }
        }
    }

    private static FileLock acquire(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                pause(); // another thread of this JVM holds it, perhaps one of another plugin class loader
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for another goal", e);
        }
    }
}
