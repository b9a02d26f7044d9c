/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.csv.CsvSearch;
import io.github.dsemaven.csv.Family;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CSV files in a repository that no goal was told of, looked for once a build, when a goal finds none. Those of modules are
 * drawn by the modules' own goals.
 */
public final class Elsewhere {
    private Optional<Map<Family, List<Path>>> found = Optional.empty();

    private final Set<Family> told = EnumSet.noneOf(Family.class);
    private final List<Path> projects;

    /** For a project that stands alone. */
    public Elsewhere() {
        this(List.of());
    }

    /**
     * @param projects folders of all projects of the build
     */
    public Elsewhere(List<Path> projects) {
        this.projects = List.copyOf(projects);
    }

    /** The files that a goal could draw, as a user would name them; none where another goal was told of them. */
    synchronized List<String> files(Path base, PlotGoal goal) {
        if (!told.add(goal.family())) {
            return List.of();
        }
        Map<Family, List<Path>> all = found.orElseGet(() -> CsvSearch.in(base));
        found = Optional.of(all);
        return all.getOrDefault(goal.family(), List.of()).stream()
                .filter(file -> !ofModule(base, file))
                .map(file -> InputFiles.displayName(base, file))
                .toList();
    }

    private boolean ofModule(Path base, Path file) {
        return projects.stream()
                .anyMatch(folder -> folder.startsWith(base) && !folder.equals(base) && file.startsWith(folder));
    }
}
