/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Keeps two evaluations from sharing a device, also those of different builds and of {@code mvn -T}: they would fight for
 * its memory and spoil each other's speed. The system releases it when this process is gone.
 */
final class DeviceLock implements Closeable {
    private final List<FileChannel> channels;

    private DeviceLock(List<FileChannel> channels) {
        this.channels = channels;
    }

    /**
     * Waits until the devices are free, in an order that all builds share, so that none waits for another in a ring.
     *
     * @param folder of lock files, the same for all builds of a user
     * @param devices such as {@code cuda:0}
     * @param waiting told of each device that there is need to wait for
     */
    static DeviceLock acquire(Path folder, Collection<String> devices, Consumer<String> waiting) throws IOException {
        Files.createDirectories(folder);
        DeviceLock locks = new DeviceLock(new ArrayList<>());
        try {
            for (String device : new TreeSet<>(devices)) {
                locks.add(folder.resolve(device.replace(':', '-') + ".lock"), () -> waiting.accept(device));
            }
        } catch (IOException e) {
            locks.close();
            throw e;
        }
        return locks;
    }

    private void add(Path file, Runnable waiting) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channels.add(channel);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            waiting.run();
            channel.lock();
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
    }
}
