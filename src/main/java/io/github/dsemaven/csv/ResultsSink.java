/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a results file: the memory columns, every row kept so that the first of a configuration can be told. */
final class ResultsSink implements RowSink<Table> {
    private final InputFile file;
    private final Cells cells;
    private final ConfigurationReader keys;
    private final List<ColumnSpec> drawn;
    private final List<ColumnSpec> undrawn;
    private final int[] drawnAt;
    private final int[] undrawnAt;
    private final Samples[] samples;
    private final long[] empty;
    private long rows;

    ResultsSink(InputFile file, Header header, FileProblems problems) {
        this.file = file;
        cells = new Cells(problems);
        keys = new ConfigurationReader(header, Family.RESULTS, cells);
        drawn = Family.RESULTS.columns().stream()
                .filter(column -> Columns.DRAWN_MEMORY.contains(column.name()))
                .toList();
        undrawn = Family.RESULTS.columns().stream()
                .filter(column -> !column.required() && header.index(column.name()) >= 0)
                .toList();
        drawnAt = drawn.stream().mapToInt(column -> header.index(column.name())).toArray();
        undrawnAt =
                undrawn.stream().mapToInt(column -> header.index(column.name())).toArray();
        samples = new Samples[drawnAt.length];
        empty = new long[drawnAt.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = new Samples();
        }
    }

    @Override
    public void accept(Row row) {
        rows++;
        int configuration = keys.read(row);
        for (int i = 0; i < drawnAt.length; i++) {
            double value = cells.number(row, drawnAt[i], drawn.get(i));
            empty[i] += Double.isNaN(value) ? 1 : 0;
            samples[i].add(configuration, value);
        }
        for (int i = 0; i < undrawnAt.length; i++) {
            cells.number(row, undrawnAt[i], undrawn.get(i));
        }
    }

    @Override
    public Table finish() {
        Map<String, Samples> values = new LinkedHashMap<>();
        Map<String, Long> emptyCells = new LinkedHashMap<>();
        for (int i = 0; i < samples.length; i++) {
            values.put(drawn.get(i).name(), samples[i]);
            emptyCells.put(drawn.get(i).name(), empty[i]);
        }
        return new Table(file, Family.RESULTS.tag(file), rows, keys.configurations(), values, emptyCells, Map.of());
    }
}
