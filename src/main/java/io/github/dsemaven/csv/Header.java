/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The header of a file: where each column is.
 *
 * @param names every column name in order
 */
record Header(List<String> names) {
    private static final Set<String> KNOWN = Arrays.stream(Family.values())
            .flatMap(family -> family.columns().stream())
            .map(ColumnSpec::name)
            .collect(Collectors.toSet());

    /** The cells of a header, those of our columns in lower case: {@code MODEL} is {@code model} unless both are there. */
    static List<String> names(Row row) {
        var names = new ArrayList<String>();
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < row.size; i++) {
            String name = i == 0 ? withoutMark(row.text(i)) : row.text(i);
            names.add(name);
            counts.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        names.replaceAll(name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            return KNOWN.contains(lower) && counts.get(lower) == 1 ? lower : name;
        });
        return names;
    }

    /** Reads the first row; empty, with the problems noted, where it is not the header of such a file. */
    static Optional<Header> read(Row row, Family family, FileProblems problems) {
        List<String> names = names(row);
        boolean numbers = false;
        for (int i = 0; i < row.size; i++) {
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

    /** A file joined to another may bring its byte order mark. */
    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1).strip() : text;
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

    /** Whether a row says the header again, cell by cell, as it does where files were joined. */
    boolean isRepeatedBy(Row row) {
        if (row.size != names.size()) {
            return false;
        }
        for (int i = 0; i < row.size; i++) {
            if (!isName(row, i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a row is a header too, but with other columns or in another order. */
    boolean isLike(Row row) {
        long known = names(row).stream()
                .filter(name -> KNOWN.contains(name) && names.contains(name))
                .count();
        return known >= 3 && known * 2 >= row.size;
    }

    /** By its length first, for every row is asked. */
    private boolean isName(Row row, int cell) {
        int name = names.get(cell).length();
        int length = row.length(cell);
        return length >= name
                && length <= name * 3 + 8
                && (cell == 0 ? withoutMark(row.text(0)) : row.text(cell)).equalsIgnoreCase(names.get(cell));
    }

    /** Position of a column, or -1. */
    int index(String column) {
        return names.indexOf(column);
    }
}
