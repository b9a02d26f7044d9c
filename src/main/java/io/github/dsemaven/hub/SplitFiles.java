/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.hub;

import java.nio.file.Path;
import java.util.List;

/**
 * The files of a split of a data set, in the cache.
 *
 * @param snapshot where they lie
 * @param names in the order of the text
 */
public record SplitFiles(Snapshot snapshot, List<String> names) {
    public SplitFiles {
        names = List.copyOf(names);
    }

    /** Where they lie. */
    public List<Path> paths() {
        return names.stream().map(name -> snapshot.file(name).orElseThrow()).toList();
    }
}
