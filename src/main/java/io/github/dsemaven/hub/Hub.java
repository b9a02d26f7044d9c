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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Finds models and data sets by name: in the cache, without a request, where everything that is needed is there; else
 * downloaded into it. A branch that the cache knows is taken as the cache has it.
 */
public final class Hub {
    private static final int CONNECTIONS = 4;
    private static final int LONGEST_LISTING = 128 << 20;

    private final HubSettings settings;
    private final Log log;

    public Hub(HubSettings settings, Log log) {
        this.settings = settings;
        this.log = log;
    }

    /**
     * A model with everything that an evaluation reads.
     *
     * @throws DseException when it can't be had, with the reason and the way out
     */
    public Snapshot model(RepositoryId id) {
        Snapshot cached = settings.cache().find(id).orElse(null);
        List<String> missing = cached == null ? List.of() : missing(cached);
        if (cached != null && missing.isEmpty()) {
            return cached;
        }
        if (settings.downloads() != HubSettings.Downloads.ALLOWED) {
            throw new HubProblems(settings, id).offline(missing);
        }
        Download download = begin(id);
        Set<String> names = download.listing().files().keySet();
        var wanted = new ArrayList<>(NeededFiles.required(names, id));
        wanted.addAll(NeededFiles.optional(names));
        Optional<String> list = NeededFiles.list(wanted);
        if (list.isPresent()) {
            // The list says which shards there are: first the list alone, then all the rest.
            wanted.remove(list.get());
            download.fetch(List.of(list.get()));
            wanted.addAll(
                    NeededFiles.shards(download.snapshot().file(list.get()).orElseThrow(), id));
        }
        download.fetch(wanted);
        download.end(NeededFiles.optionalNames());
        return download.snapshot();
    }

    /**
     * Some files of a repository.
     *
     * @param names relative to the repository
     * @throws DseException when one can't be had, with the reason and the way out
     */
    public Snapshot files(RepositoryId id, List<String> names) {
        Snapshot cached = settings.cache().find(id).orElse(null);
        List<String> missing = cached == null
                ? names
                : names.stream().filter(name -> cached.file(name).isEmpty()).toList();
        if (cached != null && missing.isEmpty()) {
            return cached;
        }
        if (settings.downloads() != HubSettings.Downloads.ALLOWED) {
            throw new HubProblems(settings, id).offline(missing);
        }
        Download download = begin(id);
        download.fetch(names);
        download.end(List.of());
        return download.snapshot();
    }

    /**
     * The files of a split of a data set.
     *
     * @throws DseException when they can't be had, with the reason and the way out
     */
    public SplitFiles split(RepositoryId id, SplitName split) {
        Optional<SplitFiles> cached = cached(id, split);
        if (cached.isPresent()) {
            return cached.get();
        }
        if (settings.downloads() != HubSettings.Downloads.ALLOWED) {
            throw new HubProblems(settings, id).offline(missing(id, split));
        }
        Download download = begin(id);
        Set<String> listed = download.listing().files().keySet();
        List<String> names = split.files(listed, id);
        if (names.isEmpty()) {
            throw new HubProblems(settings, id).noSplit(split, listed);
        }
        download.fetch(names);
        download.end(List.of());
        return new SplitFiles(download.snapshot(), names);
    }

    /** The files of a split of a data set where the cache has all of them. */
    public Optional<SplitFiles> cached(RepositoryId id, SplitName split) {
        return settings.cache().find(id).flatMap(snapshot -> {
            List<String> names = split.files(snapshot.names(), id);
            boolean whole = !names.isEmpty()
                    && names.stream().allMatch(name -> snapshot.file(name).isPresent());
            return whole ? Optional.of(new SplitFiles(snapshot, names)) : Optional.empty();
        });
    }

    private List<String> missing(RepositoryId id, SplitName split) {
        List<String> names = settings.cache()
                .find(id)
                .map(snapshot -> split.files(snapshot.names(), id).stream()
                        .filter(name -> snapshot.file(name).isEmpty())
                        .toList())
                .orElse(List.of());
        return names.isEmpty() ? split.expected() : names;
    }

    /** What a snapshot of the cache lacks to be evaluated; whether it lacks what is optional can't be known. */
    private static List<String> missing(Snapshot cached) {
        List<String> names = cached.names();
        var required = new LinkedHashSet<String>();
        try {
            required.addAll(NeededFiles.required(names, cached.id()));
        } catch (DseException e) {
            return List.of("model.safetensors");
        }
        NeededFiles.list(required)
                .flatMap(cached::file)
                .ifPresent(list -> required.addAll(NeededFiles.shards(list, cached.id())));
        return required.stream().filter(name -> cached.file(name).isEmpty()).toList();
    }

    private Download begin(RepositoryId id) {
        String query =
                "/api/" + id.kind().plural() + "/" + id.name() + "/revision/" + encoded(id.revision()) + "?blobs=true";
        var retries = new Retries(settings.firstPause(), log);
        try {
            String json = retries.run(id.toString(), () -> 0, () -> listing(query));
            Listing listing = Listing.parse(json, id);
            return new Download(id, listing, settings.cache().snapshot(id, listing.commit()), retries);
        } catch (IOException e) {
            throw new HubProblems(settings, id).failed("", e);
        }
    }

    private String listing(String query) throws IOException {
        try (HubConnection answer = HubConnection.get(settings, URI.create(settings.endpoint() + query), 0)) {
            if (answer.status() != 200) {
                throw RefusedException.of(answer);
            }
            return answer.text(LONGEST_LISTING);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Fetches files of one repository at one commit. */
    private final class Download {
        private final RepositoryId id;
        private final Listing listing;
        private final Snapshot snapshot;
        private final Retries retries;
        private final SnapshotWriter writer;

        Download(RepositoryId id, Listing listing, Snapshot snapshot, Retries retries) {
            this.id = id;
            this.listing = listing;
            this.snapshot = snapshot;
            this.retries = retries;
            this.writer = new SnapshotWriter(settings.cache(), snapshot);
        }

        Listing listing() {
            return listing;
        }

        Snapshot snapshot() {
            return snapshot;
        }

        void fetch(List<String> names) {
            Map<String, List<RemoteFile>> byDigest = new LinkedHashMap<>();
            for (String name : names) {
                RemoteFile file = listing.files().get(name);
                if (file == null) {
                    throw new HubProblems(settings, id).failed(name, new RefusedException(404, "EntryNotFound", -1));
                }
                byDigest.computeIfAbsent(file.digest(), digest -> new ArrayList<>())
                        .add(file);
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
            ExecutorService pool =
                    Executors.newFixedThreadPool(Math.max(1, Math.min(CONNECTIONS, groups.size())), task -> {
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
            String name =
                    Arrays.stream(file.name().split("/")).map(Hub::encoded).collect(Collectors.joining("/"));
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
    }

    /** What is done for each group of files with the same content. */
    private interface Action {
        void run(List<RemoteFile> files) throws IOException;
    }
}
