/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.artifact.AtomicFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/**
 * Downloads one file into {@code blobs}: to {@code <digest>.incomplete}, which a later try continues, and after its digest
 * was compared to {@code <digest>}.
 */
final class BlobDownload {
    private static final int BUFFER = 1 << 16;

    private final HubSettings settings;
    private final Retries retries;
    private final LongConsumer received;

    /**
     * @param received told of every piece that came, in bytes
     */
    BlobDownload(HubSettings settings, Retries retries, LongConsumer received) {
        this.settings = settings;
        this.retries = retries;
        this.received = received;
    }

    /**
     * The file, downloaded unless it is there.
     *
     * @param repository folder of the repository in the cache
     * @throws DamagedException when what came is not what the digest says, twice
     */
    Path fetch(RemoteFile file, URI address, Path repository) throws IOException {
        Path blobs = repository.resolve("blobs");
        Path blob = blobs.resolve(file.digest());
        if (there(blob, file)) {
            return blob;
        }
        Files.createDirectories(blobs);
        Path locks = repository.resolveSibling(".locks").resolve(repository.getFileName());
        BlobLock lock = BlobLock.acquire(locks.resolve(file.digest() + ".lock"));
        try {
            if (!there(blob, file)) { // else by another process meanwhile
                verified(file, address, blobs.resolve(file.digest() + ".incomplete"), blob);
            }
            return blob;
        } finally {
            lock.close();
        }
    }

    private void verified(RemoteFile file, URI address, Path partial, Path blob) throws IOException {
        complete(file, address, partial);
        if (!BlobDigest.matches(partial, file)) {
            // What an earlier run left may be to blame: once more from the first byte.
            Files.deleteIfExists(partial);
            complete(file, address, partial);
            if (!BlobDigest.matches(partial, file)) {
                Files.deleteIfExists(partial);
                throw new DamagedException(file.name());
            }
        }
        AtomicFile.move(partial, blob);
    }

    private static boolean there(Path blob, RemoteFile file) throws IOException {
        return Files.isRegularFile(blob) && Files.size(blob) == file.size();
    }

    private void complete(RemoteFile file, URI address, Path partial) throws IOException {
        retries.run(file.name(), () -> size(partial), () -> {
            long have = size(partial);
            if (have > file.size()) {
                Files.delete(partial);
                have = 0;
            }
            if (have < file.size() || have == 0) {
                continueFrom(have, file, address, partial);
            }
            return partial;
        });
    }

    private void continueFrom(long have, RemoteFile file, URI address, Path partial) throws IOException {
        try (HubConnection answer = HubConnection.get(settings, address, have)) {
            if (answer.status() == 416) {
                Files.deleteIfExists(partial);
                throw new EOFException("the server has no such bytes");
            }
            if (answer.status() != 200 && answer.status() != 206) {
                throw RefusedException.of(answer);
            }
            boolean continued = answer.status() == 206
                    && answer.header("Content-Range").orElse("").startsWith("bytes " + have + "-");
            if (answer.status() == 206 && !continued && have > 0) {
                Files.deleteIfExists(partial);
                throw new EOFException("the server sent other bytes than asked for");
            }
            append(answer, file, partial, continued);
        }
        if (size(partial) < file.size()) {
            throw new EOFException("it ended at byte " + size(partial) + " of " + file.size());
        }
    }

    private void append(HubConnection answer, RemoteFile file, Path partial, boolean continued) throws IOException {
        StandardOpenOption mode = continued ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = answer.content();
                OutputStream out =
                        Files.newOutputStream(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            long left = file.size() - (continued ? Files.size(partial) : 0);
            // One byte more than the size is not what the digest says: no need for the rest of it.
            for (int read = in.read(buffer); read >= 0 && left >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                received.accept(read);
                left -= read;
            }
        }
    }

    private static long size(Path partial) {
        try {
            return Files.isRegularFile(partial) ? Files.size(partial) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** What the server sends is not what its own digest says. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String name) {
            super(name);
        }
    }
}
