/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file mapped read-only on demand, also beyond 2 GiB. The path is the real one: Hugging Face caches link a model's files
 * to content-named blobs, and ONNX Runtime refuses to read through such a link.
 */
final class MappedFile {
    /** Mapped as a whole and kept: a range that crosses the border of two windows is mapped by itself. */
    private static final long WINDOW = 1L << 30;

    private final Path path;
    private final long size;
    private final ByteBuffer[] windows;

    private MappedFile(Path path, long size) {
        this.path = path;
        this.size = size;
        this.windows = new ByteBuffer[Math.toIntExact((size + WINDOW - 1) / WINDOW)];
    }

    static MappedFile open(Path file) throws IOException {
        Path real = file.toRealPath();
        try (var channel = FileChannel.open(real, StandardOpenOption.READ)) {
            return new MappedFile(real, channel.size());
        }
    }

    /** The file itself, no link. */
    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /** A read-only direct view of a range, little-endian; its position is 0 and its capacity {@code length}. */
    ByteBuffer bytes(long position, int length) {
        if (position < 0 || length < 0 || position + length > size) {
            throw new IndexOutOfBoundsException(position + "+" + length + " of " + size);
        }
        int window = (int) (position / WINDOW);
        long start = window * WINDOW;
        if (length == 0 || position + length > start + WINDOW) {
            return map(position, length).order(ByteOrder.LITTLE_ENDIAN);
        }
        return window(window).slice((int) (position - start), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private synchronized ByteBuffer window(int index) {
        if (windows[index] == null) {
            long start = index * WINDOW;
            windows[index] = map(start, (int) Math.min(WINDOW, size - start));
        }
        return windows[index];
    }

    private ByteBuffer map(long position, int length) {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, position, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
