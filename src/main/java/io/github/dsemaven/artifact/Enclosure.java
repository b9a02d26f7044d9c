/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder that nothing kept in it leads out of: the name of a file below it is relative, goes nowhere up, and passes no
 * symbolic link. The folder itself may be reached over a link, which is its owner's choice.
 */
public record Enclosure(Path folder) {
    public Enclosure {
        folder = folder.toAbsolutePath().normalize();
    }

    /** The file that a name stands for; empty where it leads out. */
    public Optional<Path> resolve(String name) {
        try {
            Path relative = Path.of(name);
            Path file = folder.resolve(relative).normalize();
            return relative.isAbsolute() || !holds(file) ? Optional.empty() : Optional.of(file);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether a file lies below the folder, or would. */
    public boolean holds(Path file) {
        Path path = file.toAbsolutePath().normalize();
        if (!path.startsWith(folder) || path.equals(folder)) {
            return false;
        }
        for (Path part = path; !part.equals(folder); part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                return false;
            }
        }
        return true;
    }
}
