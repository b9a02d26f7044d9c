/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.Window;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Negative log-likelihoods on disk, window after window as they are scored: little-endian float32, nothing else. What an
 * interrupted run left is taken up at the first window that is not complete.
 */
final class NllJournal implements Closeable {
    private final FileChannel channel;
    private final int completed;

    private NllJournal(FileChannel channel, int completed) {
        this.channel = channel;
        this.completed = completed;
    }

    /**
     * Opens a journal, or begins one. What follows its last complete window is cut off, as is everything from the first
     * value that is no loss.
     *
     * @param windows all windows of the text in order
     */
    static NllJournal open(Path file, List<Window> windows) throws IOException {
        Files.createDirectories(file.getParent());
        // Another process may score the same: the caller holds the lock of the device, which is part of the name.
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        int completed = completed(channel, windows);
        long kept =
                windows.subList(0, completed).stream().mapToLong(Window::scored).sum();
        channel.truncate(kept * Float.BYTES);
        channel.position(kept * Float.BYTES);
        return new NllJournal(channel, completed);
    }

    /** How many windows a journal holds, also while another process is writing to it; none where there is no journal. */
    static int completed(Path file, List<Window> windows) throws IOException {
        if (!Files.isRegularFile(file)) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return completed(channel, windows);
        }
    }

    private static int completed(FileChannel channel, List<Window> windows) throws IOException {
        long available = channel.size() / Float.BYTES;
        long kept = 0;
        int completed = 0;
        while (completed < windows.size() && kept + windows.get(completed).scored() <= available) {
            int scored = windows.get(completed).scored();
            if (!finite(channel, kept, scored)) {
                break;
            }
            kept += scored;
            completed++;
        }
        return completed;
    }

    private static boolean finite(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        channel.read(bytes, from * Float.BYTES);
        bytes.flip();
        while (bytes.remaining() >= Float.BYTES) {
            float value = bytes.getFloat();
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Windows that were complete when it was opened. */
    int completed() {
        return completed;
    }

    /** Sum of all values so far. */
    double sum() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        double sum = 0;
        for (long at = 0; at < channel.position(); at += bytes.limit()) {
            bytes.clear();
            channel.read(bytes, at);
            bytes.flip();
            while (bytes.remaining() >= Float.BYTES) {
                sum += bytes.getFloat();
            }
        }
        return sum;
    }

    /** Adds the values of the next window. */
    void append(float[] nll) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(nll.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(nll);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
