/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.hub.Hub;
import io.github.dsemaven.hub.HubSettings;
import io.github.dsemaven.hub.RepositoryId;
import io.github.dsemaven.hub.Snapshot;
import io.github.dsemaven.hub.SplitFiles;
import io.github.dsemaven.hub.SplitName;
import io.github.dsemaven.perplexity.DatasetChoice;
import io.github.dsemaven.perplexity.HubText;
import io.github.dsemaven.perplexity.Split;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the texts of evaluations lie: in files of the project, or where the cache of the Hugging Face hub has them. */
final class DatasetPlaces {
    /** What the repository of WikiText was called before; tools that ask for it keep it under this name. */
    private static final String OLD_WIKITEXT = "wikitext";

    private final Path project;
    private final Hub hub;
    private final Map<String, SplitFiles> fetched = new HashMap<>();

    /**
     * @param project folder at which relative paths start
     * @param settings how the hub is reached, and whether it may be
     */
    DatasetPlaces(Path project, HubSettings settings, Log log) {
        this.project = project;
        this.hub = new Hub(settings, log);
    }

    /**
     * Where the files of a text of the hub lie, fetched into the cache where they are not there yet; none for a file of the
     * user's.
     *
     * @param place where it is chosen
     * @throws DseException where it can't be had, with the reason and the way out
     */
    List<String> fetch(DatasetChoice text, Split split, Place place) {
        if (text.hub().isEmpty()) {
            return List.of();
        }
        String shown = text.hub().get().shown(split);
        SplitFiles known = fetched.get(shown);
        if (known == null) {
            known = find(text.hub().get(), split, place);
            fetched.put(shown, known);
        }
        return known.paths().stream().map(Path::toString).toList();
    }

    private SplitFiles find(HubText text, Split split, Place place) {
        RepositoryId id = id(text).orElseThrow(() ->
                new DseException(place, "\"" + text.repository() + "\" is no name on the hub", Suggestions.hubText()));
        try {
            return cached(text, split).orElseGet(() -> hub.split(id, name(text, split)));
        } catch (DseException e) {
            throw new DseException(e.problems().stream()
                    .map(problem -> new Problem(place, problem.place() + " " + problem.message(), problem.suggestion()))
                    .toList());
        }
    }

    /** The files of a text as far as they are known without a request. */
    List<Path> known(DatasetChoice text, Split split) {
        return text.hub().isPresent()
                ? snapshot(text, split).map(SplitFiles::paths).orElse(List.of())
                : text.sources(project);
    }

    /** The commit of a text of the hub; empty for a file of the user's. */
    Optional<String> commit(DatasetChoice text, Split split) {
        return snapshot(text, split).map(SplitFiles::snapshot).map(Snapshot::commit);
    }

    private Optional<SplitFiles> snapshot(DatasetChoice text, Split split) {
        return text.hub()
                .flatMap(column ->
                        Optional.ofNullable(fetched.get(column.shown(split))).or(() -> cached(column, split)));
    }

    private Optional<SplitFiles> cached(HubText text, Split split) {
        Stream<String> repositories = text.repository().equals(HubText.WIKITEXT)
                ? Stream.of(HubText.WIKITEXT, OLD_WIKITEXT)
                : Stream.of(text.repository());
        return repositories
                .flatMap(repository -> RepositoryId.parse(RepositoryId.Kind.DATASET, repository).stream())
                .flatMap(id -> hub.cached(id, name(text, split)).stream())
                .findFirst();
    }

    private static Optional<RepositoryId> id(HubText text) {
        return RepositoryId.parse(RepositoryId.Kind.DATASET, text.repository());
    }

    private static SplitName name(HubText text, Split split) {
        List<String> words = switch (split) {
            case TEST -> List.of("test");
            case VALIDATION -> List.of("validation", "valid", "val", "dev");
            case TRAIN -> List.of("train");
        };
        List<String> expected = List.of();
        if (text.repository().equals(HubText.WIKITEXT)) {
            String stem = text.config() + "/" + split.text();
            expected = split == Split.TRAIN && text.config().contains("103")
                    ? List.of(stem + "-00000-of-00002.parquet", stem + "-00001-of-00002.parquet")
                    : List.of(stem + "-00000-of-00001.parquet");
        }
        return new SplitName(text.config(), words, expected);
    }
}
