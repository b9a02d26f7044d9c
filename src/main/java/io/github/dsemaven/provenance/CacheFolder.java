/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import io.github.dsemaven.artifact.TemporaryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether a cache folder can be used: it can be written to, and nothing in it leads elsewhere. */
public final class CacheFolder {
    private static final List<String> INNER = List.of(
            "classes", "digests", "locks", "native", "v1", "v1/content", "v1/digests", "v1/evaluations", "v1/steps");

    private CacheFolder() {}

    /** Why a folder can't be used, as the end of a sentence; empty where it can. It is made if it does not exist. */
    public static Optional<String> problem(Path folder) {
        if (!folder.isAbsolute()) {
            return Optional.of("there is no home folder that it could lie in"); // Java calls it "?"
        }
        for (String name : INNER) {
            Path inner = folder.resolve(name);
            if (Files.isSymbolicLink(inner)) {
                return Optional.of(name + " in it is a symbolic link");
            }
            if (Files.exists(inner, LinkOption.NOFOLLOW_LINKS)
                    && !(Files.isDirectory(inner) && Files.isWritable(inner))) {
                return Optional.of(name + " in it can't be written to");
            }
        }
        try {
            Files.createDirectories(folder);
            Path probe = Files.createFile(folder.resolve(TemporaryName.of("probe")));
            Files.delete(probe);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
