/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds models and data sets by name: in the cache, without a request, where everything that is needed is there; else
 * downloaded into it. A branch that the cache knows is taken as the cache has it.
 */
public final class Hub {
    private final HubSettings settings;
    private final Log log;
    /** What could not be had: asked for once, however many evaluations want it. */
    private final Map<List<Object>, DseException> refused = new HashMap<>();

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
        return once(List.of(id), () -> downloadModel(id));
    }

    private Snapshot downloadModel(RepositoryId id) {
        RepositoryDownload download = RepositoryDownload.begin(settings, id, log);
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
        return once(List.of(id, names), () -> {
            RepositoryDownload download = RepositoryDownload.begin(settings, id, log);
            download.fetch(names);
            download.end(List.of());
            return download.snapshot();
        });
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
        return once(List.of(id, split), () -> downloadSplit(id, split));
    }

    private SplitFiles downloadSplit(RepositoryId id, SplitName split) {
        RepositoryDownload download = RepositoryDownload.begin(settings, id, log);
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

    private <T> T once(List<Object> what, Supplier<T> download) {
        if (refused.containsKey(what)) {
            throw refused.get(what);
        }
        try {
            return download.get();
        } catch (DseException e) {
            refused.put(what, e);
            throw e;
        }
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
}
