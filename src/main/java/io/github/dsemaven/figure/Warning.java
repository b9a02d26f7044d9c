/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Loaded;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Something in the data that a reader of the figures must know. {@code strict} makes each an error.
 *
 * @param kind what it is about
 * @param files the CSV files concerned, as the user named them
 * @param message a sentence without a final full stop, with counts
 */
public record Warning(Kind kind, List<String> files, String message) {
    /** How a warning of {@link Kind#IDENTICAL_LINES} begins, after its files. */
    public static final String IDENTICAL = "all lines are identical in ";

    private static final int NAMED = 3;

    public Warning {
        files = List.copyOf(files);
    }

    /** What warnings are about. */
    public enum Kind {
        /** Configurations measured more than once with different values. */
        REPEATED_MEASUREMENTS,
        /** Rows of different {@code num_runs} averaged together. */
        MIXED_RUNS,
        /** Rows of different {@code max_tokens} averaged together. */
        MIXED_TOKENS,
        /** Rows of different models or devices averaged together. */
        MIXED_DEVICES,
        /** Design points that one file has and another lacks, or that a grid lacks. */
        MISSING_DESIGN_POINTS,
        /** Two perplexity files with the same content. */
        IDENTICAL_FILES,
        /** Panels whose lines are all identical. */
        IDENTICAL_LINES,
        /** Rows left out because a drawn cell is empty. */
        EMPTY_CELLS,
        /** A drawn metric that a file lacks. */
        MISSING_METRIC,
        /** A figure that is not drawn because the data has no such rows. */
        NO_ROWS,
        /** A display name for a model that no file is of. */
        UNKNOWN_MODEL,
        /** Perplexities side by side that were measured in different ways. */
        DIFFERENT_CONDITIONS,
        /** Something odd about a file that does not keep it from being read. */
        ODD_FILE
    }

    /** What was found while files were read. */
    public static List<Warning> of(List<Loaded.Notice> notices) {
        return notices.stream()
                .map(notice -> new Warning(Kind.ODD_FILE, List.of(notice.file().name()), notice.message()))
                .toList();
    }

    /** The same of several files told once, and last what is normal for sweeps: lines that lie upon each other. */
    public static List<Warning> grouped(List<Warning> warnings) {
        record About(Kind kind, String message) {}
        Map<About, Set<String>> grouped = new LinkedHashMap<>();
        warnings.forEach(warning -> grouped.computeIfAbsent(
                        new About(warning.kind, warning.message), about -> new LinkedHashSet<>())
                .addAll(warning.files));
        return grouped.entrySet().stream()
                .map(one -> new Warning(
                        one.getKey().kind(),
                        List.copyOf(one.getValue()),
                        one.getKey().message()))
                .sorted(Comparator.comparing(warning -> warning.kind == Kind.IDENTICAL_LINES))
                .toList();
    }

    /** The files concerned, those at the front by name: {@code dse/a.csv, dse/b.csv, dse/c.csv and 8 more}. */
    public String subject() {
        String named = String.join(", ", files.subList(0, Math.min(NAMED, files.size())));
        return files.size() > NAMED ? named + " and " + (files.size() - NAMED) + " more" : named;
    }

    /** {@code dse/a.csv, dse/b.csv: message}. */
    @Override
    public String toString() {
        return files.isEmpty() ? message : subject() + ": " + message;
    }
}
