/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A perplexity file.
 *
 * @param file where it comes from
 * @param dataset the data set its name says
 * @param rows its rows in order
 */
public record PerplexityTable(InputFile file, String dataset, List<Row> rows) {
    public PerplexityTable {
        rows = List.copyOf(rows);
    }

    /**
     * A perplexity of a model.
     *
     * @param model Hugging Face name of the model
     * @param quantization its scheme: the {@code quantization} column where there is one, else what the flags say
     *     ({@code fake_q3}, {@code 4bit}, {@code 8bit}, {@code fp16})
     * @param perplexity empty where the cell is
     * @param conditions under which it was measured
     * @param cells every cell of the row as text, to compare files by
     */
    public record Row(
            String model, String quantization, OptionalDouble perplexity, Conditions conditions, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }
}
