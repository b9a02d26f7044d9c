/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import java.util.ArrayList;
import java.util.List;

/** The problems of one file: the first twenty in full, the others counted. */
final class FileProblems {
    private static final int LIMIT = 20;

    private final InputFile file;
    private final List<Problem> problems = new ArrayList<>();
    private long more;
    private long repeatedHeaders;
    private long firstRepeated;

    FileProblems(InputFile file) {
        this.file = file;
    }

    void file(String message, String suggestion) {
        add(new Problem(Place.of(file.name()), message, suggestion));
    }

    void line(long line, String message, String suggestion) {
        add(new Problem(Place.line(file.name(), line), message, suggestion));
    }

    void cell(long line, String column, String message, String suggestion) {
        add(new Problem(Place.cell(file.name(), line, column), message, suggestion));
    }

    private void add(Problem problem) {
        if (problems.size() < LIMIT) {
            problems.add(problem);
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** How many there are so far. */
    long count() {
        return problems.size() + more;
    }

    /** Takes back all but the first, because they have one cause. */
    void keep(long count) {
        while (count() > count && more > 0) {
            more--;
        }
        while (count() > count) {
            problems.remove(problems.size() - 1);
        }
    }

    /** Notes a line that says the header again, as it does where files were joined. */
    void repeatedHeader(long line) {
        repeatedHeaders++;
        firstRepeated = firstRepeated == 0 ? line : firstRepeated;
    }

    /** What a user should know of the file, though it could be read. */
    List<Loaded.Notice> notices() {
        if (repeatedHeaders == 0) {
            return List.of();
        }
        String lines = repeatedHeaders == 1
                ? "line " + firstRepeated + " repeats the header; it is"
                : repeatedHeaders + " lines repeat the header, the first is line " + firstRepeated + "; they are";
        return List.of(new Loaded.Notice(file, lines + " skipped"));
    }

    /** Every problem, and a last one that counts those left out. */
    List<Problem> list() {
        var all = new ArrayList<>(problems);
        if (more > 0) {
            all.add(Problem.at(
                    Place.of(file.name()), "and " + more + (more == 1 ? " more problem" : " more problems")));
        }
        return all;
    }
}
