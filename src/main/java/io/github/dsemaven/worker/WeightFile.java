/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.checkpoint.Tensor;
import io.github.dsemaven.perplexity.quantization.Parallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that changed weights are written to on their way to a GPU: in memory ({@code /dev/shm}) where that has room, else
 * among the temporary files. It begins with the first region, grows as regions are reserved and is deleted when closed, after
 * which another may begin; a file that a killed process left behind is deleted by the next one.
 */
final class WeightFile implements AutoCloseable {
    private static final String PREFIX = "dse-weights-";
    private static final long ALIGNMENT = 4096;
    private static final int PIECE = 1 << 22;

    /** A file that has begun. */
    private record Open(Path path, FileChannel channel) {}

    private final long expected;
    private final List<Path> folders;
    private final Path otherwise;
    private Optional<Open> open = Optional.empty();
    private long end;

    /**
     * @param expected how many bytes will be written, about
     * @param folders the first of them that has room is taken
     * @param otherwise taken where none has
     */
    WeightFile(long expected, List<Path> folders, Path otherwise) {
        this.expected = expected;
        this.folders = List.copyOf(folders);
        this.otherwise = otherwise;
    }

    /** @param expected how many bytes will be written, about */
    static WeightFile of(long expected) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return new WeightFile(expected, List.of(Path.of("/dev/shm"), temporary), temporary);
    }

    private Open begin() {
        try {
            folders.forEach(WeightFile::sweep);
            Path folder = folders.stream()
                    .filter(candidate -> hasRoom(candidate, expected + expected / 8))
                    .findFirst()
                    .orElse(otherwise);
            Path path = folder.toRealPath()
                    .resolve(PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
            path.toFile().deleteOnExit();
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new Open(path, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasRoom(Path folder, long bytes) {
        try {
            return Files.isWritable(folder) && Files.getFileStore(folder).getUsableSpace() > bytes;
        } catch (IOException e) {
            return false;
        }
    }

    private static void sweep(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(WeightFile::abandoned).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Somebody else's, or gone meanwhile: not ours to clean up.
        }
    }

    private static boolean abandoned(Path file) {
        String name = file.getFileName().toString();
        if (!name.matches(PREFIX + "\\d+-\\p{XDigit}+")) {
            return false;
        }
        long process = Long.parseLong(name.substring(PREFIX.length(), name.lastIndexOf('-')));
        return ProcessHandle.of(process).isEmpty();
    }

    /** Room for so many bytes. */
    synchronized Tensor.FileRegion reserve(long bytes) {
        if (open.isEmpty()) {
            open = Optional.of(begin());
        }
        long offset = end;
        end += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return new Tensor.FileRegion(open.get().path(), offset, bytes);
    }

    /** Writes a buffer to a region of its own: with several threads, because each new page costs more than its copy. */
    Tensor.FileRegion write(ByteBuffer bytes, int threads) {
        Tensor.FileRegion region = reserve(bytes.capacity());
        ByteBuffer window = map(region, 0, bytes.capacity());
        Parallel.run(threads, (bytes.capacity() + PIECE - 1) / PIECE, () -> i -> {
            int length = Math.min(PIECE, bytes.capacity() - i * PIECE);
            window.slice(i * PIECE, length).put(bytes.slice(i * PIECE, length));
        });
        return region;
    }

    /** A little-endian window into a region, to be written. */
    ByteBuffer map(Tensor.FileRegion region, long from, int length) {
        try {
            return open.orElseThrow()
                    .channel()
                    .map(FileChannel.MapMode.READ_WRITE, region.offset() + from, length)
                    .order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (open.isPresent()) {
                open.get().channel().close();
                Files.deleteIfExists(open.get().path());
            }
            open = Optional.empty();
            end = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
