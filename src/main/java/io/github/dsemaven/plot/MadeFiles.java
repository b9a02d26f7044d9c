/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.provenance.Provenance;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which files of the folder of artifacts are what the other goals made of files that are as they were. */
final class MadeFiles {
    private final Path folder;
    private final Set<Path> current = new HashSet<>();

    MadeFiles(Provenance provenance) {
        this.folder = provenance.folders().output();
        Stream.concat(provenance.steps().stream(), provenance.unfinished().stream())
                .flatMap(step -> step.outputs().stream())
                .forEach(output -> current.add(provenance.folders().output(output.name())));
    }

    /** Whether a file lies in the folder, but nothing says that it is still what would be made. */
    boolean outdated(Path file) {
        Path path = file.toAbsolutePath().normalize();
        return path.startsWith(folder) && !current.contains(path);
    }
}
