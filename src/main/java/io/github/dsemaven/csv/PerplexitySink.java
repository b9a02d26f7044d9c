/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Rows of a perplexity file. */
final class PerplexitySink implements RowSink<PerplexityTable> {
    private final InputFile file;
    private final Header header;
    private final Cells cells;
    private final List<PerplexityTable.Row> rows = new ArrayList<>();

    PerplexitySink(InputFile file, Header header, FileProblems problems) {
        this.file = file;
        this.header = header;
        cells = new Cells(problems);
    }

    @Override
    public void accept(Row row) {
        String model = "";
        String scheme = "";
        boolean fakeQ3 = false;
        boolean in4bit = false;
        boolean in8bit = false;
        double perplexity = Double.NaN;
        Map<String, String> conditions = new HashMap<>();
        for (ColumnSpec column : Family.PERPLEXITY.columns()) {
            int cell = header.index(column.name());
            if (cell < 0) {
                continue;
            }
            switch (column.name()) {
                case "hf_model" -> model = cells.text(row, cell, column);
                case "quantization" -> scheme = cells.text(row, cell, column);
                case "fake_q3bit" -> fakeQ3 = cells.flag(row, cell, column);
                case "load_in_4bit" -> in4bit = cells.flag(row, cell, column);
                case "load_in_8bit" -> in8bit = cells.flag(row, cell, column);
                case Columns.PERPLEXITY -> perplexity = cells.number(row, cell, column);
                default -> conditions.put(column.name(), checked(row, cell, column));
            }
        }
        String flags = fakeQ3 ? "fake_q3" : in4bit ? "4bit" : in8bit ? "8bit" : "fp16";
        rows.add(new PerplexityTable.Row(
                model,
                scheme.isEmpty() ? flags : scheme,
                Double.isNaN(perplexity) ? OptionalDouble.empty() : OptionalDouble.of(perplexity),
                new Conditions(conditions),
                cells(row)));
    }

    private String checked(Row row, int cell, ColumnSpec column) {
        if (column.type() == ColumnSpec.Type.TEXT) {
            return cells.text(row, cell, column);
        }
        cells.number(row, cell, column);
        return row.text(cell);
    }

    private List<String> cells(Row row) {
        var all = new ArrayList<String>();
        for (int i = 0; i < row.size; i++) {
            all.add(row.text(i));
        }
        return all;
    }

    @Override
    public PerplexityTable finish() {
        return new PerplexityTable(file, Family.PERPLEXITY.tag(file), rows);
    }
}
