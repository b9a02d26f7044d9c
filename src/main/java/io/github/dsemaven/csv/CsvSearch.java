/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.artifact.FileSearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * CSV files with our headers anywhere in a repository, to name them to a user who looks for them in the wrong place. It looks
 * at so many files and folders only that nobody waits for it.
 */
public final class CsvSearch {
    private static final int DEPTH = 8;
    private static final int ENTRIES = 10_000;
    private static final int HEADERS = 200;
    private static final Set<String> LEFT_OUT =
            Set.of(".git", ".mvn", ".idea", ".venv", "node_modules", "target", "build");

    private CsvSearch() {}

    /** The files of each family, by path; a family without any has no entry. */
    public static Map<Family, List<Path>> in(Path repository) {
        Map<Family, List<Path>> found = new EnumMap<>(Family.class);
        FileSearch.in(repository, new FileSearch.Reach(DEPTH, ENTRIES, LEFT_OUT), CsvSearch::isCsv).files().stream()
                .filter(Files::isRegularFile)
                .limit(HEADERS)
                .forEach(file -> Families.complete(file)
                        .ifPresent(family -> found.computeIfAbsent(family, any -> new ArrayList<>())
                                .add(file)));
        return found;
    }

    private static boolean isCsv(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".tsv");
    }
}
