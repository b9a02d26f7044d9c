/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.csv.Table;
import io.github.dsemaven.diagnostic.Problem;
import java.util.List;
import java.util.Optional;

/** The figures of {@code plot-quant}: memory over context window, all models in one panel in the order given. */
public final class QuantizationFigures {
    private QuantizationFigures() {}

    /** Two figures of all tables together. */
    public static FigureSet of(List<Table> tables, PlotOptions options) {
        List<Problem> doubled = Catalogue.doubledTags(tables);
        if (!doubled.isEmpty() || tables.isEmpty()) {
            return new FigureSet(List.of(), List.of(), doubled);
        }
        var figures = new LineFigures(tables, options, Columns.DRAWN_MEMORY);
        List<String> tags = tables.stream().map(Table::tag).toList();
        List<String> inputs = Catalogue.fileNames(tables);
        figures.add(spec("kv_cache_quant_compare", Catalogue.KV_CACHE, "KV cache memory"), tags, inputs, List.of());
        figures.add(spec("kv_cache_quant_compare_total", Catalogue.TOTAL, "Total GPU memory"), tags, inputs, List.of());
        return figures.finish();
    }

    private static LineFigureSpec spec(String name, LineFigureSpec.Quantity quantity, String words) {
        return new LineFigureSpec(
                name,
                Figure.Topic.QUANTIZATION,
                quantity,
                Columns.CONTEXT_WINDOW,
                Columns.MODEL_TAG,
                Optional.empty(),
                Optional.empty(),
                Catalogue.FIXED_POINT,
                words + " by context window",
                new Figure.SourceWords(
                        words + " vs context window (different quantization)", "", "model / quantization"));
    }
}
