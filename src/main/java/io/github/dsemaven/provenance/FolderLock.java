/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Mutual exclusion over a folder, between the threads of {@code mvn -T} and between processes. The system lets go of it when a
 * process ends.
 */
public final class FolderLock implements Closeable {
    private static final int PAUSE_MILLIS = 5;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Something to do while nobody else does. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Waits until nobody else has the folder, which is made where it is missing. */
    public static FolderLock acquire(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            acquire(channel);
            return new FolderLock(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Waits for the lock, then acts. */
    static void during(Path folder, Action action) throws IOException {
        FolderLock lock = acquire(folder);
        try (lock) {
            action.run();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
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
