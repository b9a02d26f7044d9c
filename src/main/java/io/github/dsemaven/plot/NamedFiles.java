/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.csv.Families;
import io.github.dsemaven.csv.Family;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CSV files that a user named for all plot goals together, told apart by their headers. */
public final class NamedFiles {
    private final Map<Family, List<String>> files = new EnumMap<>(Family.class);

    private NamedFiles() {}

    /**
     * Finds and tells them apart.
     *
     * @param base folder that relative paths start from
     * @param csv files, folders or globs, in order
     * @throws DseException with every entry that matches nothing, and every file that is of no kind
     */
    public static NamedFiles of(Path base, List<String> csv) {
        List<String> patterns =
                Arrays.stream(Family.values()).map(Family::filePattern).toList();
        InputFiles found = InputFiles.named(base, csv, patterns);
        var problems = new ArrayList<>(found.problems());
        var named = new NamedFiles();
        for (InputFile file : found.files()) {
            Optional<Family> family = family(file);
            if (family.isPresent()) {
                named.files
                        .computeIfAbsent(family.get(), any -> new ArrayList<>())
                        .add(file.path().toString());
            } else {
                problems.add(new Problem(
                        Place.of(file.name()), "is of none of the three kinds of CSV files", Suggestions.kindsOfCsv()));
            }
        }
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
        return named;
    }

    /** The files that a goal draws, in order. */
    public List<String> of(PlotGoal goal) {
        return List.copyOf(files.getOrDefault(goal.family(), List.of()));
    }

    /** By the header; a file whose header is wrong is what its name says, so that its reader tells what is wrong. */
    private static Optional<Family> family(InputFile file) {
        return Families.of(file.path())
                .or(() -> Arrays.stream(Family.values())
                        .filter(family -> FileSystems.getDefault()
                                .getPathMatcher("glob:" + family.filePattern())
                                .matches(Path.of(file.fileName())))
                        .findFirst());
    }
}
