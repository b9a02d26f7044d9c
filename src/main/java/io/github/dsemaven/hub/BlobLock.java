/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Keeps two downloads of one file apart, in this JVM and in others. Python's tools lock the same file in another way that
 * does not exclude this one (flock beside fcntl): then both download, and what is moved into place was verified.
 */
final class BlobLock implements Closeable {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final FileChannel channel;

    private BlobLock(FileChannel channel) {
        this.channel = channel;
    }

    static BlobLock acquire(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return new BlobLock(channel);
                }
            } catch (OverlappingFileLockException e) {
                // another thread of this JVM holds it
            } catch (IOException e) {
                // A file system without locks: what is moved into place is verified all the same.
                return new BlobLock(channel);
            }
            try {
                Thread.sleep(INTERVAL.toMillis());
            } catch (InterruptedException e) {
                channel.close();
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
