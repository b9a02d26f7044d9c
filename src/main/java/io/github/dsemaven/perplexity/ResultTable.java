/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table of perplexities as text, whatever its columns: those of another program stay when rows are added.
 *
 * @param columns in order
 * @param rows cells by column
 */
record ResultTable(List<String> columns, List<Map<String, String>> rows) {
    /** Reads cells separated by commas, quoted or not; lines without any are left out. */
    static ResultTable of(String text) {
        List<List<String>> records = records(text.startsWith("\ufeff") ? text.substring(1) : text);
        if (records.isEmpty()) {
            return new ResultTable(List.of(), List.of());
        }
        List<String> columns = records.get(0);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> cells : records.subList(1, records.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
                row.put(columns.get(i), cells.get(i));
            }
            rows.add(row);
        }
        return new ResultTable(columns, rows);
    }

    /** Other rows under these columns and those of another table. */
    ResultTable with(ResultTable other, List<Map<String, String>> all) {
        Set<String> both = new LinkedHashSet<>(columns);
        both.addAll(other.columns);
        return new ResultTable(List.copyOf(both), all);
    }

    String text() {
        StringBuilder text = new StringBuilder(line(columns));
        for (Map<String, String> row : rows) {
            text.append(line(
                    columns.stream().map(column -> row.getOrDefault(column, "")).toList()));
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(ResultTable::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    /** A cell, in quotes where it has to be. */
    static String quoted(String cell) {
        boolean needed = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static List<List<String>> records(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (quoted && i < text.length()) {
                boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (c != '"' || doubled) {
                    cell.append(c);
                    i += doubled ? 1 : 0;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                cells.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    if (cells.size() > 1 || !cells.get(0).isBlank()) {
                        records.add(List.copyOf(cells));
                    }
                    cells.clear();
                }
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        return records;
    }
}
