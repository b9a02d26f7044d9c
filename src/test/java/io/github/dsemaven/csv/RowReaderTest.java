/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The byte-level reader and Commons CSV must see the same rows on the same lines. */
class RowReaderTest {
    private static final List<String> PIECES = List.of(
            "a",
            "metric{batch_size=1}",
            "4096",
            "-1",
            "0.25",
            " x ",
            "",
            "é",
            "日本",
            "1e-5",
            "a b",
            "prefill_tokens_per_s");
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> rows(RowReader reader, int shared) throws IOException {
        var rows = new ArrayList<String>();
        try (reader) {
            boolean first = true;
            while (reader.next()) {
                Row row = reader.row();
                var cells = new ArrayList<String>();
                for (int i = 0; i < row.size; i++) {
                    cells.add(row.text(i));
                }
                rows.add(row.line + ":" + cells);
                if (first) {
                    reader.share(shared);
                    first = false;
                }
            }
        }
        return rows;
    }

    private static String randomTable(SplittableRandom random, char separator, String lineEnd) {
        int columns = random.nextInt(2, 6);
        var text = new StringBuilder();
        String[] last = new String[columns];
        int lines = random.nextInt(1, 40);
        for (int line = 0; line < lines; line++) {
            boolean repeat = line > 0 && random.nextInt(3) > 0;
            int cells = random.nextInt(20) == 0 ? random.nextInt(1, 8) : columns;
            for (int i = 0; i < cells; i++) {
                String cell = repeat && i < columns - 1 && i < cells - 1 && last[i] != null
                        ? last[i]
                        : PIECES.get(random.nextInt(PIECES.size()));
                if (i < columns) {
                    last[i] = cell;
                }
                text.append(i == 0 ? "" : String.valueOf(separator)).append(i == 0 && cell.isEmpty() ? "k" : cell);
            }
            text.append(line == lines - 1 && random.nextBoolean() ? "" : lineEnd);
            text.append(random.nextInt(10) == 0 && line < lines - 1 ? lineEnd : "");
        }
        return text.toString();
    }

    @Test
    void bothReadersSeeTheSameRowsOfRandomTables() throws IOException {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 1000; i++) {
            char separator = ",;\t".charAt(random.nextInt(3));
            String table = randomTable(random, separator, LINE_ENDS.get(random.nextInt(3)));

            List<String> fast = rows(new ByteRows(in(table), separator), random.nextInt(0, 4));
            List<String> commons = rows(new QuotedRows(in(table), separator), 0);

            assertThat(fast).as(table).isEqualTo(commons);
        }
    }

    @Test
    void rowsThatCrossTheBufferAreWhole() throws IOException {
        var text = new StringBuilder("a,b\n");
        for (int i = 0; i < 60_000; i++) {
            text.append("key,").append(i).append("\r\n");
        }
        text.append("long,").append("x".repeat(700_000)).append("\r\nend,1");

        List<String> rows = rows(new ByteRows(in(text.toString()), ','), 1);

        assertThat(rows).hasSize(60_003);
        assertThat(rows.get(59_999)).isEqualTo("60000:[key, 59998]");
        assertThat(rows.get(60_001)).hasSizeGreaterThan(700_000);
        assertThat(rows.get(60_002)).isEqualTo("60003:[end, 1]");
    }

    @Test
    void aQuoteIsLeftToCommonsCsv() throws IOException {
        String table = "a,b\n\"x, \"\"y\"\"\nz\",1\n2,3\n";

        assertThatThrownBy(() -> rows(new ByteRows(in(table), ','), 0)).isInstanceOf(ByteRows.QuoteFound.class);
        assertThat(rows(new QuotedRows(in(table), ','), 0))
                .containsExactly("1:[a, b]", "2:[x, \"y\"\nz, 1]", "4:[2, 3]");
    }

    @Test
    void anOpenQuoteNamesTheLineWhereItsRowStarts() {
        assertThatThrownBy(() -> rows(new QuotedRows(in("a,b\n1,2\n3,\"4\n5,6\n"), ','), 0))
                .isInstanceOfSatisfying(
                        MalformedRow.class, e -> assertThat(e.line()).isEqualTo(3));
    }
}
