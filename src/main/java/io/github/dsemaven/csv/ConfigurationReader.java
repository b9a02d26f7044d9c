/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the key cells of rows and numbers the distinct configurations. */
final class ConfigurationReader {
    private final Cells cells;
    private final ColumnSpec[] columns;
    private final int[] positions;
    private final Map<Configuration, Integer> indices = new HashMap<>();
    private final List<Configuration> configurations = new ArrayList<>();
    private final double[] numbers;
    private int last = -1;

    ConfigurationReader(Header header, Family family, Cells cells) {
        this.cells = cells;
        columns = family.columns().stream()
                .filter(column -> Columns.KEY.contains(column.name()))
                .toArray(ColumnSpec[]::new);
        positions = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            positions[i] = header.index(columns[i].name());
        }
        numbers = new double[columns.length];
    }

    /** Index of the row's configuration, or -1 where a key cell is wrong. */
    int read(Row row) {
        if (row.repeatsKey && last >= 0) {
            return last;
        }
        String model = cells.text(row, positions[0], columns[0]);
        String device = cells.text(row, positions[1], columns[1]);
        boolean good = !model.isEmpty() && !device.isEmpty();
        for (int i = 2; i < columns.length; i++) {
            numbers[i] = cells.number(row, positions[i], columns[i]);
            good &= !Double.isNaN(numbers[i]);
        }
        last = good ? index(model, device) : -1;
        return last;
    }

    private int index(String model, String device) {
        var configuration = new Configuration(
                model,
                device,
                (long) numbers[2],
                (long) numbers[3],
                (long) numbers[4],
                (long) numbers[5],
                (long) numbers[6],
                (long) numbers[7],
                (long) numbers[8]);
        Integer known = indices.putIfAbsent(configuration, configurations.size());
        if (known == null) {
            configurations.add(configuration);
            return configurations.size() - 1;
        }
        return known;
    }

    List<Configuration> configurations() {
        return List.copyOf(configurations);
    }
}
