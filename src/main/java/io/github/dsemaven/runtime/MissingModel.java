/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A model that is not where the user says: what was looked for, where, and what to do about it. */
final class MissingModel {
    /** {@code org/name}, or a name alone as of models of the hub's first years. */
    private static final Pattern HUB_NAME = Pattern.compile("(\\w[\\w.-]*/)?\\w[\\w.-]*");

    private final Path project;
    private final Path cache;

    /**
     * @param project folder at which relative paths start
     * @param cache where Hugging Face's tools keep what they download
     */
    MissingModel(Path project, Path cache) {
        this.project = project;
        this.cache = cache;
    }

    static MissingModel of(Path project) {
        Map<String, String> environment = System.getenv();
        Path home = Path.of(System.getProperty("user.home"));
        return new MissingModel(project, HuggingFaceCache.folder(environment, home));
    }

    /**
     * The problem, where there is nothing at all; a link that leads nowhere is something.
     *
     * @param place where the model is chosen
     */
    Optional<Problem> problem(String hfModel, Place place) {
        Path folder;
        try {
            folder = project.resolve(hfModel).normalize();
        } catch (InvalidPathException e) {
            return Optional.of(new Problem(
                    place, "\"" + hfModel + "\" is no path (" + e.getReason() + ")", Suggestions.HF_MODEL_MISSING));
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        String message = "\"" + hfModel + "\" does not exist: there is no folder " + folder;
        if (!HUB_NAME.matcher(hfModel).matches()) {
            return Optional.of(new Problem(place, message, Suggestions.HF_MODEL_MISSING));
        }
        String kept = "models--" + hfModel.replace("/", "--");
        return Optional.of(snapshot(cache.resolve(kept))
                .map(found -> new Problem(place, message, Suggestions.modelInCache(found.toString())))
                .orElseGet(() -> new Problem(
                        place,
                        message + " and no " + kept + " in the Hugging Face cache " + cache,
                        Suggestions.modelToFetch(hfModel))));
    }

    /** What the cache has under the name of the main branch. */
    private static Optional<Path> snapshot(Path kept) {
        try {
            String commit =
                    Files.readString(kept.resolve("refs").resolve("main")).strip();
            return Optional.of(kept.resolve("snapshots").resolve(commit)).filter(Files::isDirectory);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
