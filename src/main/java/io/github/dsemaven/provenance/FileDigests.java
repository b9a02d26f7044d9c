/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.SealedFile;
import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.diagnostic.DseException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Digests of files, which reads a file only where what it remembers may be out of date.
 *
 * <p>A remembered digest is believed while size, modification time, change time and inode are the same and none of the
 * times was within {@value #SETTLED_SECONDS} seconds of the moment the file was read: a file system's clock may be as
 * coarse as two seconds, so an edit right after the reading could leave no trace. Change times can't be set by programs,
 * so {@code touch -r} and {@code cp -p} are seen. Where there are none (Windows), only files of
 * {@value #LARGE} bytes and more are believed by modification time; smaller ones are always read.
 */
public final class FileDigests {
    static final int SETTLED_SECONDS = 3;
    static final long LARGE = 1 << 26;

    private final Optional<Path> memory;
    private final InstantSource clock;
    private final Map<Path, Remembered> remembered = new ConcurrentHashMap<>();
    private final Map<Path, Remembered> read = new ConcurrentHashMap<>();
    private final Set<Path> used = ConcurrentHashMap.newKeySet();

    /** A digest and what the file looked like when it was read, at {@code time} in nanoseconds since 1970. */
    record Remembered(FileStamp stamp, String sha256, long time) {
        boolean holdsFor(FileStamp now) {
            boolean settled = now.latest() < time - TimeUnit.SECONDS.toNanos(SETTLED_SECONDS);
            return stamp.equals(now) && settled && (now.changed() >= 0 || now.size() >= LARGE);
        }

        /** Reads a file; stamp and time are those from before, so that an edit meanwhile is seen. */
        static Remembered read(Path path, InstantSource clock) throws IOException {
            FileStamp stamp = FileStamp.of(path);
            long time = clock.millis() * 1_000_000;
            return new Remembered(stamp, Sha256.of(path), time);
        }
    }

    /**
     * @param memory folder that remembers the digests of large files between builds, empty for none
     */
    public FileDigests(Optional<Path> memory) {
        this(memory, InstantSource.system());
    }

    FileDigests(Optional<Path> memory, InstantSource clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /** Digest and size of a file. */
    public FileDigest of(String name, Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        used.add(path);
        FileStamp stamp = FileStamp.of(path);
        Optional<Remembered> known = known(path, stamp);
        if (known.isPresent()) {
            return new FileDigest(name, known.get().sha256(), stamp.size());
        }
        Remembered fresh = Remembered.read(path, clock);
        remembered.put(path, fresh);
        read.put(path, fresh);
        if (fresh.stamp().size() >= LARGE) {
            remember(path, fresh);
        }
        return new FileDigest(name, fresh.sha256(), fresh.stamp().size());
    }

    /**
     * The same for a file that this process has read before, as if it had been read here unless it was touched since.
     *
     * @param before asked only where it would have to be read
     */
    FileDigest of(String name, Path file, Supplier<Optional<Remembered>> before) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        FileStamp stamp = FileStamp.of(path);
        if (known(path, stamp).isEmpty()) {
            before.get().filter(earlier -> earlier.stamp().equals(stamp)).ifPresent(earlier -> {
                remembered.put(path, earlier);
                read.put(path, earlier);
            });
        }
        return of(name, path);
    }

    /** What is known of a file that was digested here or told by {@link #tell}. */
    Optional<Remembered> remembered(Path file) {
        return Optional.ofNullable(remembered.get(file.toAbsolutePath().normalize()));
    }

    /** Takes over what an earlier build knew. */
    void tell(Path file, Remembered known) {
        remembered.putIfAbsent(file.toAbsolutePath().normalize(), known);
    }

    /** The files that were asked for here, absolute. */
    Set<Path> used() {
        return used;
    }

    /** Whether any file had to be read. */
    boolean learned() {
        return !read.isEmpty();
    }

    private Optional<Remembered> known(Path path, FileStamp now) {
        Remembered here = remembered.get(path);
        if (here != null
                && (here.holdsFor(now)
                        || here.equals(read.get(path)) && here.stamp().equals(now))) {
            return Optional.of(here);
        }
        return now.size() >= LARGE
                ? recall(path).filter(old -> old.holdsFor(now)).map(old -> {
                    remembered.put(path, old);
                    return old;
                })
                : Optional.empty();
    }

    private Optional<Remembered> recall(Path path) {
        Path file =
                memory.map(folder -> folder.resolve(Sha256.of(path.toString()))).orElse(null);
        return file == null
                ? Optional.empty()
                : SealedFile.read(file, path.toString()).map(String::strip).flatMap(StepText::remembered);
    }

    private void remember(Path path, Remembered fresh) {
        if (memory.isPresent()) {
            try {
                SealedFile.write(
                        memory.get().resolve(Sha256.of(path.toString())), path.toString(), StepText.text(fresh));
            } catch (DseException e) {
                // A cache that can't be written costs time on the next build, not this one.
            }
        }
    }
}
