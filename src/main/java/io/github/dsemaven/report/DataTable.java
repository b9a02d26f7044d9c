/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table that a script, where one runs, can sort and filter.
 *
 * @param caption what it holds
 * @param columns headings
 * @param rows as many cells as there are headings
 */
record DataTable(String caption, List<String> columns, List<List<String>> rows) {
    DataTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** The points of a figure, in the unit of the drawing. */
    static DataTable of(FigureData figure) {
        var columns = new ArrayList<>(figure.columns());
        columns.addAll(List.of(figure.x(), figure.y()));
        if (!figure.scatter()) {
            columns.addAll(List.of("n", "min", "max", "std. dev."));
        }
        double scale = figure.scale();
        var rows = new ArrayList<List<String>>();
        for (FigureData.Point point : figure.points()) {
            var row = new ArrayList<>(point.shown());
            row.add(point.shownX());
            row.add(Digits.brief(point.value() * scale));
            if (!figure.scatter()) {
                row.add(Long.toString(point.n()));
                row.add(Digits.brief(point.min(), scale));
                row.add(Digits.brief(point.max(), scale));
                row.add(Digits.brief(point.std(), scale));
            }
            rows.add(row);
        }
        return new DataTable("Data of “" + figure.heading() + "”", columns, rows);
    }

    void write(Html page) {
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
                .line();
        page.open("table", "class", "data").line();
        page.element("caption", caption).line();
        Set<Integer> numeric = numeric();
        page.open("thead").open("tr");
        for (int i = 0; i < columns.size(); i++) {
            heading(page, columns.get(i), numeric.contains(i));
        }
        page.close("tr").end("thead").open("tbody").line();
        for (List<String> row : rows) {
            page.open("tr");
            for (int i = 0; i < row.size(); i++) {
                cell(page, row.get(i), numeric.contains(i), i == 0);
            }
            page.end("tr");
        }
        page.end("tbody").end("table").end("div");
    }

    private static void heading(Html page, String text, boolean number) {
        if (number) {
            page.element("th", text, "scope", "col", "class", "n");
        } else {
            page.element("th", text, "scope", "col");
        }
    }

    private static void cell(Html page, String text, boolean number, boolean first) {
        if (first) {
            page.element("th", text, "scope", "row");
        } else if (number) {
            page.element("td", text, "class", "n");
        } else {
            page.element("td", text);
        }
    }

    private Set<Integer> numeric() {
        var numeric = new HashSet<Integer>();
        for (int i = 1; i < columns.size(); i++) {
            int column = i;
            if (rows.stream().allMatch(row -> row.get(column).matches("|off|[-+−]?[0-9][0-9.,e%×±  –\\[\\]+-]*"))) {
                numeric.add(i);
            }
        }
        return numeric;
    }
}
