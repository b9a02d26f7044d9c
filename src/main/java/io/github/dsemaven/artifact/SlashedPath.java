/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import java.nio.file.Path;

/** A path as text that is the same on every system: its parts with slashes between. */
public final class SlashedPath {
    private SlashedPath() {}

    /** A backslash within a name, which Linux allows, stays what it is. */
    public static String of(Path path) {
        String separator = path.getFileSystem().getSeparator();
        return separator.equals("/") ? path.toString() : path.toString().replace(separator, "/");
    }
}
