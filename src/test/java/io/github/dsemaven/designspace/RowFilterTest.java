/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.csv.Configuration;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.csv.Table;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowFilterTest {
    private static final Configuration ROW =
            new Configuration("HF://a/Tiny, big", "gpu:0", 4096, 1024, 2, -1, 0, 3, 64);

    private static Measurements measured(Configuration... rows) {
        var file = new InputFile(Path.of("x.csv"), "x.csv");
        var table = new Table(file, "Tiny-q4", rows.length, List.of(rows), Map.of(), Map.of(), Map.of());
        int[] numbers = IntStream.range(0, rows.length).toArray();
        return new Measurements(Space.of(List.of(table)), numbers, new double[rows.length]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "max_batch_size=2; true",
                "max_batch_size == 2.0; true",
                "max_batch_size!=2; false",
                "context_window_size<4097; true",
                "context_window_size>=4096; true",
                "context_window_size>4096; false",
                "sliding_window_size<=0; true",
                "sliding_window_size=-1; true",
                "max_tokens=6.4e1; true",
                "model_tag=Tiny-q4; true",
                "model_tag='Tiny-q4'; true",
                "model_tag!=Tiny-q4; false",
                "device=gpu:1; false",
                "model=\"HF://a/Tiny, big\"; true",
                "max_batch_size=2, sliding_window_size<=0; true",
                "max_batch_size=2 & sliding_window_size>0; false",
                "max_batch_size=2 && num_runs=3,; true"
            })
    void conditionsHoldAsWritten(String filter, boolean holds) {
        Measurements met = measured(ROW).select(RowFilter.parse("<filter>", filter));

        assertThat(met.size()).isEqualTo(holds ? 1 : 0);
    }

    @Test
    void whatIsPrintedReadsBackAsTheSameFilter() {
        var random = new SplittableRandom(3);
        String[] signs = {"=", "==", "!=", "<", "<=", ">", ">="};
        String[] separators = {",", ", ", "&", " & ", "&&", " && ", " ,\n "};
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder();
            int conditions = random.nextInt(1, 5);
            for (int c = 0; c < conditions; c++) {
                String column = RowFilter.columns().get(random.nextInt(2, 9));
                text.append(c == 0 ? "" : separators[random.nextInt(separators.length)])
                        .append(" ".repeat(random.nextInt(2)))
                        .append(column)
                        .append(" ".repeat(random.nextInt(2)))
                        .append(signs[random.nextInt(signs.length)])
                        .append(" ".repeat(random.nextInt(2)))
                        .append(random.nextInt(-5, 20000));
            }

            RowFilter filter = RowFilter.parse("<filter>", text.toString());

            assertThat(filter.conditions()).as(text.toString()).hasSize(conditions);
            assertThat(RowFilter.parse("<filter>", filter.toString())).isEqualTo(filter);
        }
    }

    @Test
    void nothingIsNoCondition() {
        assertThat(RowFilter.parse("<filter>", " ")).isEqualTo(RowFilter.NONE);
        assertThat(RowFilter.NONE).hasToString("none");
        assertThat(RowFilter.parse("<filter>", "max_batch_size=1 , sliding_window_size<=0"))
                .hasToString("max_batch_size==1 & sliding_window_size<=0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_batch_size",
                "=1",
                "max_batch_size=",
                "max_batch_size=one",
                "max_batch_size<>1",
                "1<2",
                "\"x\""
            })
    void whatIsNoConditionIsTold(String text) {
        assertThatThrownBy(() -> RowFilter.parse("<filter>", text))
                .isInstanceOf(DseException.class)
                .hasMessageStartingWith("<filter>: ")
                .hasMessageContaining("Conditions are written like");
    }

    @Test
    void everyUnknownColumnIsToldWithTheNearest() {
        assertThatThrownBy(() -> RowFilter.parse("<filter>", "max_batchsize=1, sliding_windw_size<=0"))
                .isInstanceOfSatisfying(
                        DseException.class,
                        e -> assertThat(e.problems().stream().map(Problem::toString))
                                .satisfiesExactly(
                                        one -> assertThat(one)
                                                .contains("\"max_batchsize\"")
                                                .contains("Did you mean \"max_batch_size\"?"),
                                        two -> assertThat(two).contains("Did you mean \"sliding_window_size\"?")));
    }

    @Test
    void aUsersConditionReplacesTheDefaultOnItsColumnOnly() {
        RowFilter fixed = RowFilter.parse("default", "max_batch_size=1, sliding_window_size<=0");
        RowFilter user = RowFilter.parse("<filter>", "max_batch_size=8, num_runs=3");

        assertThat(fixed.under(user)).hasToString("sliding_window_size<=0 & max_batch_size==8 & num_runs==3");
        assertThat(fixed.under(RowFilter.NONE)).isEqualTo(fixed);
    }

    @Test
    void removalsNameEachConditionInTurn() {
        var rows = new Configuration[4];
        for (int batch = 1; batch <= 4; batch++) {
            rows[batch - 1] = new Configuration("m", "d", 4096, 1024, batch, -1, 0, 3, 64);
        }

        assertThat(measured(rows)
                        .removals(RowFilter.parse("<filter>", "max_batch_size>2, max_batch_size<3, num_runs=3")))
                .isEqualTo(
                        "max_batch_size>2 removes 2 of 4, max_batch_size<3 removes 2 of 2, num_runs==3 removes 0 of 0");
    }
}
