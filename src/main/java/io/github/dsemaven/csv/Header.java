/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The header of a file: where each column is.
 *
 * @param names every column name in order
 */
record Header(List<String> names) {
    /** Reads the first row; empty, with the problems noted, where it is not the header of such a file. */
    static Optional<Header> read(Row row, Family family, FileProblems problems) {
        var names = new ArrayList<String>();
        boolean numbers = false;
        for (int i = 0; i < row.size; i++) {
            names.add(row.text(i));
            numbers |= Double.isFinite(row.number(i));
        }
        var present = new HashSet<>(names);
        List<String> expected = family.columns().stream().map(ColumnSpec::name).toList();
        boolean anyKnown = expected.stream().anyMatch(present::contains);
        Optional<Family> other = Family.recognise(present).filter(found -> found != family);
        if (other.isPresent()
                && !Family.recognise(withoutOthers(present, family)).equals(Optional.of(family))) {
            problems.line(
                    row.line,
                    "is a " + other.get().word() + " file, not a " + family.word() + " file",
                    Suggestions.otherFamily(family.word(), other.get().goals()));
        } else if (!anyKnown) {
            String message = numbers ? "has no header line" : "has none of the columns of a " + family.word() + " file";
            problems.line(row.line, message, Suggestions.expectedHeader(required(family)));
        } else {
            var header = new Header(List.copyOf(names));
            header.check(row.line, family, expected, problems);
            return problems.isEmpty() ? Optional.of(header) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Set<String> withoutOthers(Set<String> present, Family family) {
        var own = new HashSet<>(present);
        own.retainAll(family.columns().stream().map(ColumnSpec::name).toList());
        return own;
    }

    private static List<String> required(Family family) {
        return family.columns().stream()
                .filter(ColumnSpec::required)
                .map(ColumnSpec::name)
                .toList();
    }

    private void check(long line, Family family, List<String> expected, FileProblems problems) {
        List<String> strangers =
                names.stream().filter(name -> !expected.contains(name)).toList();
        for (ColumnSpec column : family.columns()) {
            long count = names.stream().filter(column.name()::equals).count();
            if (count > 1) {
                problems.cell(
                        line,
                        column.name(),
                        "the header has this column " + count + " times",
                        Suggestions.doubledColumn());
            } else if (count == 0 && column.required()) {
                problems.cell(
                        line,
                        column.name(),
                        "the header lacks this column",
                        Suggestions.missingColumn(column.name(), strangers, names));
            }
        }
    }

    int size() {
        return names.size();
    }

    /** Position of a column, or -1. */
    int index(String column) {
        return names.indexOf(column);
    }
}
