/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.artifact.FileName;
import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Table;
import io.github.dsemaven.designspace.RowFilter;
import io.github.dsemaven.diagnostic.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of {@code plot-memory}: for each results file, memory over context window and sliding window. */
public final class MemoryFigures {
    private MemoryFigures() {}

    /** Three figures for each table. */
    public static FigureSet of(List<Table> tables, PlotOptions options) {
        List<Problem> doubled = Catalogue.doubledTags(tables);
        if (!doubled.isEmpty() || tables.isEmpty()) {
            return new FigureSet(List.of(), List.of(), doubled);
        }
        var figures = new LineFigures(tables, options, Columns.DRAWN_MEMORY);
        Map<String, String> names =
                FileName.distinct(tables.stream().map(Table::tag).toList());
        for (Table table : tables) {
            String tag = table.tag();
            String name = names.get(tag);
            List<String> inputs = Catalogue.fileNames(List.of(table));
            figures.add(
                    vsContext(tag, name + "_mem_kvcache_vs_context", Catalogue.KV_CACHE, "KV cache memory"),
                    List.of(tag),
                    inputs,
                    List.of());
            figures.add(
                    vsContext(tag, name + "_mem_total_vs_context", Catalogue.TOTAL, "Total GPU memory"),
                    List.of(tag),
                    inputs,
                    List.of());
            figures.add(vsSliding(tag, name + "_mem_kvcache_vs_sliding"), List.of(tag), inputs, List.of());
        }
        return figures.finish();
    }

    private static LineFigureSpec vsContext(String tag, String name, LineFigureSpec.Quantity quantity, String words) {
        return new LineFigureSpec(
                name,
                Figure.Topic.MEMORY,
                quantity,
                Columns.CONTEXT_WINDOW,
                Columns.SLIDING_WINDOW,
                Optional.of(Columns.ATTENTION_SINK),
                Optional.of(Columns.MAX_BATCH),
                RowFilter.NONE,
                words + " by context window",
                new Figure.SourceWords(words + " vs context window (" + tag + ")", "none", Columns.SLIDING_WINDOW));
    }

    private static LineFigureSpec vsSliding(String tag, String name) {
        return new LineFigureSpec(
                name,
                Figure.Topic.MEMORY,
                Catalogue.KV_CACHE,
                Columns.SLIDING_WINDOW,
                Columns.ATTENTION_SINK,
                Optional.of(Columns.MAX_BATCH),
                Optional.of(Columns.CONTEXT_WINDOW),
                RowFilter.NONE,
                "KV cache memory by sliding window",
                new Figure.SourceWords(
                        "KV cache memory vs sliding window (" + tag + ")", "none", Columns.ATTENTION_SINK));
    }
}
