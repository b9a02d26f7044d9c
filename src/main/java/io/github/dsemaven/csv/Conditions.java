/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import io.github.dsemaven.artifact.Decimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Under what conditions a perplexity was measured, by column. Numbers of different conditions are no repeats of one
 * measurement, and a condition that is not known is like no other.
 *
 * @param values text by column, in the order of {@link #COLUMNS}; none for what is not known
 */
public record Conditions(Map<String, String> values) {
    /** The columns that say so. */
    public static final List<String> COLUMNS = List.of("max_length", "stride", "split", "protocol", "device");

    public Conditions {
        Map<String, String> known = new LinkedHashMap<>();
        for (String column : COLUMNS) {
            String value = values.getOrDefault(column, "");
            if (!value.isEmpty()) {
                known.put(column, plain(value));
            }
        }
        values = Collections.unmodifiableMap(known);
    }

    /** The value of a column; empty where it is not known. */
    public String value(String column) {
        return values.getOrDefault(column, "");
    }

    /** The columns in which some differ, each with its values in order of appearance. */
    public static Map<String, Set<String>> differences(Collection<Conditions> all) {
        Map<String, Set<String>> differing = new LinkedHashMap<>();
        for (String column : COLUMNS) {
            Set<String> values =
                    all.stream().map(one -> one.shown(column)).collect(Collectors.toCollection(LinkedHashSet::new));
            if (values.size() > 1) {
                differing.put(column, values);
            }
        }
        return differing;
    }

    /** {@code window (2048, 4096), split (test, validation)}; empty where nothing differs. */
    public static String differencesInWords(Collection<Conditions> all) {
        return differences(all).entrySet().stream()
                .map(column -> word(column.getKey()) + " (" + String.join(", ", column.getValue()) + ")")
                .collect(Collectors.joining(", "));
    }

    /** {@code window 2048, split test}: some columns in words. */
    public String words(Collection<String> columns) {
        return columns.stream()
                .map(column -> word(column) + " " + shown(column))
                .collect(Collectors.joining(", "));
    }

    private String shown(String column) {
        return values.getOrDefault(column, "unknown");
    }

    private static String word(String column) {
        return column.equals("max_length") ? "window" : column;
    }

    private static String plain(String value) {
        return value.matches("[0-9]+\\.0*") ? Decimal.of(Double.parseDouble(value)) : value;
    }
}
