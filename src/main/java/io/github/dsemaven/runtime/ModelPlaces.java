/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.hub.Hub;
import io.github.dsemaven.hub.HubCache;
import io.github.dsemaven.hub.HubSettings;
import io.github.dsemaven.hub.RepositoryId;
import io.github.dsemaven.hub.Snapshot;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the files of models lie: in a folder, or where the cache of the Hugging Face hub has them. What exists in the project
 * is a folder; a name whose first part is a folder of the project is a path, so that a misspelt path is no request.
 */
final class ModelPlaces {
    private final Path project;
    private final HubSettings settings;
    private final Hub hub;
    private final Map<String, Path> fetched = new HashMap<>();

    /**
     * @param project folder at which relative paths start
     * @param settings how the hub is reached, and whether it may be
     */
    ModelPlaces(Path project, HubSettings settings, Log log) {
        this.project = project;
        this.settings = settings;
        this.hub = new Hub(settings, log);
    }

    /**
     * The folder of a model, fetched into the cache where it is not there yet.
     *
     * @param model as the user wrote it: a folder or a name
     * @param place where it is chosen
     * @throws DseException where there is neither: what was looked for, where, and what to do about it
     */
    Path fetch(String model, Place place) {
        Path known = fetched.get(model);
        if (known == null) {
            known = find(model, place);
            fetched.put(model, known);
        }
        return known;
    }

    private Path find(String model, Place place) {
        Path folder = path(model, place);
        if (exists(folder)) {
            return known(model);
        }
        String missing = "\"" + model + "\" does not exist: there is no folder " + folder;
        Optional<RepositoryId> id = RepositoryId.parse(RepositoryId.Kind.MODEL, model);
        boolean cached = id.flatMap(settings.cache()::find).isPresent();
        if (id.isEmpty() || !cached && looksLikePath(model)) {
            throw new DseException(place, missing, Suggestions.HF_MODEL_MISSING);
        }
        try {
            return hub.model(id.get()).folder();
        } catch (DseException e) {
            throw new DseException(e.problems().stream()
                    .map(problem -> new Problem(
                            place,
                            missing + ", and on the hub " + problem.place() + " " + problem.message(),
                            problem.suggestion()))
                    .toList());
        }
    }

    /** The folder of a model as far as it is known without a request. */
    Path known(String model) {
        if (fetched.containsKey(model)) {
            return fetched.get(model);
        }
        return snapshot(model)
                .map(Snapshot::folder)
                .orElseGet(() -> project.resolve(model).normalize());
    }

    /** The commit of a model of the hub; empty for a folder of the user's. */
    Optional<String> commit(String model) {
        return snapshot(model).map(Snapshot::commit);
    }

    /** The snapshot of the cache that a folder of it, or a name, stands for; what exists in the project comes first. */
    private Optional<Snapshot> snapshot(String model) {
        Path folder = project.resolve(model).normalize();
        if (exists(folder)) {
            return HubCache.ofRepositoryFolder(folder);
        }
        return RepositoryId.parse(RepositoryId.Kind.MODEL, model).flatMap(settings.cache()::find);
    }

    /** A link that leads nowhere is something, too. */
    private static boolean exists(Path folder) {
        return Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }

    private boolean looksLikePath(String model) {
        int slash = model.indexOf('/');
        return slash < 0 || Files.isDirectory(project.resolve(model.substring(0, slash)));
    }

    private Path path(String model, Place place) {
        try {
            return project.resolve(model).normalize();
        } catch (InvalidPathException e) {
            throw new DseException(
                    place, "\"" + model + "\" is no path (" + e.getReason() + ")", Suggestions.HF_MODEL_MISSING);
        }
    }
}
