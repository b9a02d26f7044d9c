/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A CSV file given by the user.
 *
 * @param path where it is read from
 * @param name what messages call it: the path as the user wrote it, or relative to the project
 */
public record InputFile(Path path, String name) {
    public InputFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(name, "name");
    }

    /** The name of the file without its folders, such as {@code wikitext2_ppl_results.csv}. */
    public String fileName() {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }

    /** The file name without its last extension. */
    public String stem() {
        String fileName = fileName();
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }
}
