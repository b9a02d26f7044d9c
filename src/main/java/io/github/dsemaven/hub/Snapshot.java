/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a repository at one commit, as the cache holds them: a folder of links to files named by their digests.
 * It may hold only some of the repository's files.
 *
 * @param id as the user named it
 * @param commit 40 hexadecimal digits
 * @param folder {@code snapshots/<commit>} of the repository's folder in the cache
 */
public record Snapshot(RepositoryId id, String commit, Path folder) {
    /**
     * A file of the snapshot; empty where the cache does not have it, or has a link to a file that is gone.
     *
     * @param name relative to the snapshot, with slashes
     * @throws DseException when a link leads out of the repository's folder of the cache
     */
    public Optional<Path> file(String name) {
        Path file = folder.resolve(RemoteName.checked(name, id.toString()));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Path real = file.toRealPath();
            if (roots().stream().noneMatch(real::startsWith)) {
                throw new DseException(
                        Place.of(file.toString()),
                        "is a link that leads out of the cache, to " + real,
                        Suggestions.removeFromHubCache());
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(file);
    }

    /** The names of all files of the snapshot, sorted; links to files that are gone are left out. */
    List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var names = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .forEach(names::add);
        } catch (IOException e) {
            return List.copyOf(names);
        }
        return List.copyOf(names);
    }

    /** The folder of the repository, that of the whole cache, and where either really lies: users link both to other disks. */
    private List<Path> roots() throws IOException {
        Path repository = folder.getParent().getParent();
        Path cache = repository.toAbsolutePath().getParent();
        Path blobs = repository.resolve("blobs");
        return Stream.of(cache, repository, blobs)
                .filter(root -> Files.exists(root, LinkOption.NOFOLLOW_LINKS))
                .map(Snapshot::real)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
