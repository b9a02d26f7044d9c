/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import java.io.File;
import java.nio.file.Path;

/**
 * Paths below the build folder. In a folder without a POM Maven 3 leaves the model's own {@code ${project.basedir}} in the
 * build folder of its stub project, as a folder of that name in the base folder; it means nothing and is left out.
 */
final class BuildPath {
    private static final String UNRESOLVED = "${project.basedir}";

    private BuildPath() {}

    static Path of(File file) {
        Path path = file.toPath();
        Path clean = path.isAbsolute() ? path.getRoot() : Path.of("");
        for (Path name : path) {
            if (!name.toString().equals(UNRESOLVED)) {
                clean = clean.resolve(name);
            }
        }
        return clean;
    }
}
