/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two evaluations from sharing a device, also those of different builds and of {@code mvn -T}: they would fight for
 * its memory and spoil each other's speed. The system releases it when this process is gone.
 */
final class DeviceLock implements Closeable {
    private final FileChannel channel;

    private DeviceLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until the device is free.
     *
     * @param folder of lock files, the same for all builds of a user
     * @param device such as {@code cuda:0}
     * @param waiting told once if there is need to wait
     */
    static DeviceLock acquire(Path folder, String device, Runnable waiting) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(device.replace(':', '-') + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            waiting.run();
            channel.lock();
        }
        return new DeviceLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
