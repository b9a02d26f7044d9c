/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder where Hugging Face's own tools keep what they download: {@code models--organization--name} with {@code refs}
 * (a branch's commit), {@code snapshots/<commit>} (links) and {@code blobs} (files named by their digests). The layout is
 * that of {@code huggingface_hub}, described at hub-docs' {@code local-cache.md}.
 *
 * @param folder need not exist
 */
public record HubCache(Path folder) {
    private static final int LONGEST_REFERENCE = 200;
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([A-Za-z_]\\w*)}|([A-Za-z_]\\w*))");

    /** {@code HF_HUB_CACHE}, {@code HUGGINGFACE_HUB_CACHE}, {@code HF_HOME/hub}, or below the user's cache folder. */
    public static HubCache of(Map<String, String> environment, Path home) {
        for (String name : List.of("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")) {
            String value = environment.getOrDefault(name, "");
            if (!value.isBlank()) {
                return new HubCache(expanded(value, environment, home));
            }
        }
        return new HubCache(hubHome(environment, home).resolve("hub"));
    }

    /** {@code HF_HOME}, or {@code huggingface} below the user's cache folder: there the token lies, too. */
    static Path hubHome(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("HF_HOME", "");
        if (!own.isBlank()) {
            return expanded(own, environment, home);
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = xdg.isBlank() ? home.resolve(".cache") : expanded(xdg, environment, home);
        return caches.resolve("huggingface");
    }

    /** As Python's {@code expandvars} and {@code expanduser} do: unknown variables stay as they are. */
    static Path expanded(String value, Map<String, String> environment, Path home) {
        String text = VARIABLE.matcher(value).replaceAll(match -> {
            String name = match.group(1) == null ? match.group(2) : match.group(1);
            return Matcher.quoteReplacement(environment.getOrDefault(name, match.group()));
        });
        return text.equals("~") || text.startsWith("~/")
                ? home.resolve(text.substring(Math.min(2, text.length())))
                : Path.of(text);
    }

    /** What the cache holds of a repository at its revision; empty where it holds no snapshot of it. */
    public Optional<Snapshot> find(RepositoryId id) {
        return commit(id).map(commit -> snapshot(id, commit)).filter(snapshot -> Files.isDirectory(snapshot.folder()));
    }

    /**
     * The snapshot of a folder of the cache that the user names itself, {@code models--organization--name}: that of
     * {@code refs/main}, or the only one there is.
     */
    public static Optional<Snapshot> ofRepositoryFolder(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        if (name == null || !Files.isDirectory(folder.resolve("snapshots"))) {
            return Optional.empty();
        }
        Optional<RepositoryId> id = RepositoryId.ofFolder(name.toString());
        HubCache cache = new HubCache(folder.toAbsolutePath().normalize().getParent());
        return id.flatMap(cache::find).or(() -> id.flatMap(cache::only));
    }

    /** Names of the repositories of a kind that the cache has, sorted. */
    List<String> names(RepositoryId.Kind kind) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.map(
                            found -> RepositoryId.ofFolder(found.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .filter(id -> id.kind() == kind)
                    .map(RepositoryId::name)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The place of a snapshot, whether it exists or not. */
    Snapshot snapshot(RepositoryId id, String commit) {
        return new Snapshot(id, commit, repository(id).resolve("snapshots").resolve(commit));
    }

    /** The folder of a repository. */
    Path repository(RepositoryId id) {
        return folder.resolve(id.folder());
    }

    /** The file that holds a revision's commit; a slash in the revision is a folder. */
    Path reference(RepositoryId id) {
        return repository(id).resolve("refs").resolve(id.revision());
    }

    private Optional<String> commit(RepositoryId id) {
        if (id.pinned()) {
            return Optional.of(id.revision());
        }
        Path file = reference(id);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_REFERENCE) {
                return Optional.empty();
            }
            String commit = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
            return Optional.of(commit).filter(RepositoryId::isCommit);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Snapshot> only(RepositoryId id) {
        try (Stream<Path> commits = Files.list(repository(id).resolve("snapshots"))) {
            List<Path> found = commits.filter(
                            commit -> RepositoryId.isCommit(commit.getFileName().toString()))
                    .toList();
            return found.size() == 1
                    ? Optional.of(snapshot(id, found.get(0).getFileName().toString()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
