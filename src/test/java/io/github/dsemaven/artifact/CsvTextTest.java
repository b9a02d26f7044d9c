/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
    @Test
    void quotesWhereItMust() {
        var text = new CsvText(List.of("model", "ppl"))
                .row("a,b", "5.5")
                .row("say \"x\"", "")
                .row("two\nlines", "-1")
                .row("", "1");

        assertThat(text).hasToString("model,ppl\n\"a,b\",5.5\n\"say \"\"x\"\"\",\n\"two\nlines\",-1\n,1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+2", "@SUM(A1)", "-cmd", "+1-2", "'=x", "-1 | 4096", "\tx", "－1"})
    void guardsASpreadsheetFromFormulas(String cell) {
        assertThat(FormulaCell.guarded(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-1.5e-3", "+4", "-.5", "-inf", "q4f16_1", "a=b", "'quoted'", ""})
    void leavesNumbersAndOtherTextsAlone(String cell) {
        assertThat(FormulaCell.guarded(cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "'=1", "''=1", "'a", "a'", "-x", "-1", "'", "", "\tx", "\rx", "+", "-", "@x", "＝1"})
    void comesBackAsItWas(String cell) {
        assertThat(FormulaCell.plain(FormulaCell.guarded(cell))).isEqualTo(cell);
    }
}
