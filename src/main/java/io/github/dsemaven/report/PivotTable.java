/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The means of a figure with a line a row and a design point a column, as papers print them.
 *
 * @param headings of the columns that name the line
 * @param designPoints headings of the other columns
 * @param rows names of the line, then its means, empty where there is none
 */
record PivotTable(List<String> headings, List<String> designPoints, List<List<String>> rows) {
    static PivotTable of(FigureData figure) {
        Map<String, String> designPoints = new LinkedHashMap<>();
        Map<List<String>, Map<String, String>> lines = new LinkedHashMap<>();
        for (FigureData.Point point : figure.points()) {
            designPoints.putIfAbsent(point.x(), point.shownX());
            lines.computeIfAbsent(point.shown(), shown -> new LinkedHashMap<>())
                    .put(point.x(), Digits.brief(point.value() * figure.scale()));
        }
        var rows = new ArrayList<List<String>>();
        lines.forEach((where, values) -> {
            var row = new ArrayList<>(where);
            designPoints.keySet().forEach(x -> row.add(values.getOrDefault(x, "")));
            rows.add(List.copyOf(row));
        });
        return new PivotTable(figure.columns(), List.copyOf(designPoints.values()), List.copyOf(rows));
    }

    /** All headings in order. */
    List<String> columns() {
        var columns = new ArrayList<>(headings);
        columns.addAll(designPoints);
        return columns;
    }
}
