/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Table;
import io.github.dsemaven.designspace.RowFilter;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the catalogues of line figures have in common. */
final class Catalogue {
    static final RowFilter FIXED_POINT =
            RowFilter.parse("design point", "max_batch_size=1, sliding_window_size<=0, attention_sink_size=0");
    static final RowFilter WITHOUT_SLIDING = RowFilter.parse("design point", "sliding_window_size<=0");
    static final RowFilter WITH_SLIDING = RowFilter.parse("design point", "sliding_window_size>0");

    static final LineFigureSpec.Quantity KV_CACHE =
            new LineFigureSpec.Quantity(Columns.KV_CACHE_MEMORY, Columns.KV_CACHE_MEMORY + " (MB)", "KV cache");
    static final LineFigureSpec.Quantity TOTAL =
            new LineFigureSpec.Quantity(Columns.TOTAL_MEMORY, Columns.TOTAL_MEMORY + " (MB)", "total GPU memory");

    private Catalogue() {}

    static List<String> fileNames(List<Table> tables) {
        return tables.stream().map(table -> table.file().fileName()).toList();
    }

    /** A problem for each tag that several files have, where figures or lines of one would pass for the other's. */
    static List<Problem> doubledTags(List<Table> tables) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        tables.forEach(table -> files.computeIfAbsent(table.tag(), tag -> new ArrayList<>())
                .add(table.file().name()));
        var problems = new ArrayList<Problem>();
        files.forEach((tag, names) -> {
            if (names.size() > 1) {
                problems.add(new Problem(
                        Place.of(String.join(", ", names)),
                        "several files are of the model \"" + tag + "\"",
                        Suggestions.doubledTag()));
            }
        });
        return problems;
    }
}
