/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Fetches files of one repository, at one commit, into the cache. */
final class RepositoryDownload {
    private static final int CONNECTIONS = 4;
    private static final int LONGEST_LISTING = 128 << 20;

    private final HubSettings settings;
    private final Log log;
    private final RepositoryId id;
    private final Listing listing;
    private final Snapshot snapshot;
    private final Retries retries;
    private final SnapshotWriter writer;

    private RepositoryDownload(HubSettings settings, RepositoryId id, Log log, Listing listing, Retries retries) {
        this.settings = settings;
        this.id = id;
        this.log = log;
        this.listing = listing;
        this.retries = retries;
        this.snapshot = settings.cache().snapshot(id, listing.commit());
        this.writer = new SnapshotWriter(settings.cache(), snapshot);
    }

    /**
     * Asks what the repository holds at its revision, whose commit holds for all that follows.
     *
     * @throws DseException when the hub does not answer, or does not show it
     */
    static RepositoryDownload begin(HubSettings settings, RepositoryId id, Log log) {
        URI query = URI.create(settings.endpoint() + "/api/" + id.kind().plural() + "/" + id.name() + "/revision/"
                + encoded(id.revision()) + "?blobs=true");
        var retries = new Retries(settings.firstPause(), log);
        try {
            String json = retries.run(id.toString(), () -> 0, () -> answer(settings, query));
            return new RepositoryDownload(settings, id, log, Listing.parse(json, id), retries);
        } catch (IOException e) {
            throw new HubProblems(settings, id).failed("", e);
        }
    }

    private static String answer(HubSettings settings, URI query) throws IOException {
        try (HubConnection answer = HubConnection.get(settings, query, 0)) {
            if (answer.status() != 200) {
                throw RefusedException.of(answer);
            }
            return answer.text(LONGEST_LISTING);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What the repository holds. */
    Listing listing() {
        return listing;
    }

    /** Where the files go. */
    Snapshot snapshot() {
        return snapshot;
    }

    /**
     * Downloads files, several at a time; those that are there already are only linked.
     *
     * @throws DseException when one can't be had
     */
    void fetch(List<String> names) {
        Map<String, List<RemoteFile>> byDigest = new LinkedHashMap<>();
        for (String name : names) {
            RemoteFile file = listing.files().get(name);
            if (file == null) {
                throw new HubProblems(settings, id).failed(name, new RefusedException(404, "EntryNotFound", -1));
            }
            byDigest.computeIfAbsent(file.digest(), digest -> new ArrayList<>()).add(file);
        }
        List<RemoteFile> absent = byDigest.values().stream()
                .map(files -> files.get(0))
                .filter(file -> !Files.isRegularFile(blobs().resolve(file.digest())))
                .toList();
        BlobDownload blobs = new BlobDownload(settings, retries, progress(absent)::received);
        each(byDigest.values().stream().toList(), files -> {
            Path blob = blobs.fetch(
                    files.get(0), address(files.get(0)), settings.cache().repository(id));
            for (RemoteFile file : files) {
                writer.link(file.name(), blob);
            }
        });
    }

    /**
     * Makes the revision stand for this commit.
     *
     * @param optional names to be noted as absent where the repository has none of them
     */
    void end(List<String> optional) {
        try {
            for (String name : optional) {
                if (!listing.files().containsKey(name)) {
                    writer.absent(name);
                }
            }
        } catch (IOException e) {
            // Only the next look at the cache is slower.
            log.debug("The cache can't note what " + id + " lacks: " + e.getMessage());
        }
        writer.reference();
    }

    private DownloadProgress progress(List<RemoteFile> absent) {
        long total = absent.stream().mapToLong(RemoteFile::size).sum();
        long had = absent.stream()
                .mapToLong(file -> length(blobs().resolve(file.digest() + ".incomplete")))
                .sum();
        if (total > 0) {
            checkSpace(total - had);
            log.info("Downloading " + id + " (commit " + listing.commit().substring(0, 12) + "): "
                    + absent.size() + (absent.size() == 1 ? " file, " : " files, ") + DownloadProgress.size(total)
                    + (had > 0 ? ", of which " + DownloadProgress.size(had) + " are there already" : ""));
        }
        return new DownloadProgress(id.toString(), total, had, log, System::nanoTime);
    }

    private void checkSpace(long needed) {
        Path existing = settings.cache().folder().toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            long usable = existing == null
                    ? Long.MAX_VALUE
                    : Files.getFileStore(existing).getUsableSpace();
            if (usable < needed) {
                throw new HubProblems(settings, id).noSpace(needed, usable);
            }
        } catch (IOException e) {
            log.debug("The free space of " + existing + " is not known");
        }
    }

    private void each(List<List<RemoteFile>> groups, Action action) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(CONNECTIONS, groups.size())), task -> {
            var thread = new Thread(task, "dse-download");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = groups.stream()
                    .<Future<?>>map(files -> pool.submit(() -> {
                        action.run(files);
                        return null;
                    }))
                    .collect(Collectors.toList());
            for (int i = 0; i < running.size(); i++) {
                await(running.get(i), groups.get(i).get(0).name());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void await(Future<?> running, String name) {
        try {
            running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while downloading", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new HubProblems(settings, id).failed(name, failure);
            }
            if (e.getCause() instanceof DseException user) {
                throw user;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private URI address(RemoteFile file) {
        String name = Arrays.stream(file.name().split("/"))
                .map(RepositoryDownload::encoded)
                .collect(Collectors.joining("/"));
        return URI.create(settings.endpoint() + "/" + id.kind().pathPrefix() + id.name() + "/resolve/"
                + listing.commit() + "/" + name);
    }

    private Path blobs() {
        return settings.cache().repository(id).resolve("blobs");
    }

    private static long length(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** What is done for each group of files with the same content. */
    private interface Action {
        void run(List<RemoteFile> files) throws IOException;
    }
}
