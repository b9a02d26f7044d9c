/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LatexTableTest {
    @Test
    void everySpecialCharacterIsText() {
        assertThat(LatexTable.escape("&%$#_{}~^\\<>|`"))
                .isEqualTo("\\&\\%\\$\\#\\_\\{\\}\\textasciitilde{}\\textasciicircum{}\\textbackslash{}\\textless{}"
                        + "\\textgreater{}\\textbar{}\\textasciigrave{}");
        assertThat(LatexTable.escape("a--b---c – d")).isEqualTo("a-{}-b-{}-{}-c \\textendash{} d");
        assertThat(LatexTable.escape("a\nb\u001B")).isEqualTo("a\\textbackslash{}u000ab\\textbackslash{}u001b");
    }

    /** After {@code \\} and {@code \toprule} LaTeX takes a bracket for a length and an asterisk for the starred form. */
    @Test
    void aRowMayBeginWithABracketOrAnAsterisk() {
        String table = LatexTable.of(figure("[2cm] model", "*star", "a_b"));

        assertThat(table).contains("\n{}[2cm] model & ", "\n{}*star & ").doesNotContainPattern("\\n\\s*[\\[*]");
    }

    @Test
    void labelsOfNamesInOtherScriptsStayApart() {
        String one = LatexTable.of(figure("a", "b", "模型甲_mem"));
        String other = LatexTable.of(figure("a", "b", "模型乙_mem"));

        assertThat(label(one)).isNotEqualTo(label(other)).matches("tab:[A-Za-z0-9:-]+");
        assertThat(label(LatexTable.of(figure("a", "b", "toy_mem_total")))).isEqualTo("tab:toy-mem-total");
    }

    private static String label(String table) {
        return table.replaceAll("(?s).*\\\\label\\{([^}]*)}.*", "$1");
    }

    private static FigureData figure(String first, String second, String name) {
        return new FigureData(
                name,
                false,
                "Title",
                "",
                List.of(),
                List.of(),
                List.of("model"),
                "x",
                "y",
                1,
                List.of(point(first), point(second)));
    }

    private static FigureData.Point point(String model) {
        return new FigureData.Point(
                List.of(model),
                List.of(model),
                "4096",
                model + " | 4096",
                1,
                1,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Map.of());
    }
}
