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

    @Test
    void theCaptionTellsFiguresOfTheSameTitleApart() {
        FigureData figure = sliding("KV cache memory", "toy-q4f16_1");

        assertThat(LatexTable.of(figure))
                .contains("\\caption{KV cache memory, toy-q4f16\\_1: KV cache (GiB) by sliding window (tokens).}");
        assertThat(LatexTable.of(sliding("KV cache (GiB) by sliding window (tokens)", "")))
                .contains("\\caption{KV cache (GiB) by sliding window (tokens).}");
    }

    @Test
    void aSlidingWindowThatIsOffIsCalledSoInEveryTable() {
        FigureData figure = sliding("KV cache memory", "");

        assertThat(PivotTable.of(figure).columns()).containsExactly("off", "512");
        assertThat(DataTable.of(figure).rows()).extracting(row -> row.get(0)).containsExactly("off", "512");
        assertThat(figure.points().get(0).identity()).isEqualTo("-1");
    }

    private static FigureData sliding(String title, String subtitle) {
        return FigureData.of(JsonTree.of("a.json", """
                        {"figure": "a", "kind": "line", "x": {"column": "sliding_window_size"}, "y": {"column": "kv"},
                         "facets": [{"series": [{"points": [{"x": -1, "mean": 2, "n": 1}, {"x": 512, "mean": 1, "n": 1}]}]}],
                         "display": {"title": "%s", "subtitle": "%s", "x": "sliding window (tokens)", "y": "KV cache (GiB)"}}
                        """.formatted(title, subtitle)), "a");
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
