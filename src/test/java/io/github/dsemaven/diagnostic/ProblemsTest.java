/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private static Problem cell(long line, String column, String message) {
        return new Problem(Place.cell("dse/a.csv", line, column), message, "Write a number");
    }

    private static List<String> lines(Problem... problems) {
        return Problems.text(List.of(problems)).lines().toList();
    }

    @Test
    void aProblemMetTwiceIsOne() {
        assertThat(lines(cell(3, "x", "\"a\" is not a number"), cell(3, "x", "\"a\" is not a number")))
                .containsExactly("dse/a.csv:3, column x: \"a\" is not a number. Write a number");
    }

    @Test
    void adviceIsGivenWithTheFirstOfThoseThatItHoldsFor() {
        assertThat(lines(cell(3, "x", "\"a\" is not a number"), cell(4, "y", "\"b\" is not a number")))
                .containsExactly(
                        "2 problems:",
                        "  dse/a.csv:3, column x: \"a\" is not a number. Write a number",
                        "  dse/a.csv:4, column y: \"b\" is not a number");
    }

    @Test
    void theSameInManyCellsOfAFileIsOneLine() {
        Problem[] same = IntStream.rangeClosed(2, 9)
                .mapToObj(line -> cell(line, "x", "\"N/A\" is not a number"))
                .toArray(Problem[]::new);

        assertThat(lines(same))
                .containsExactly("dse/a.csv:2, column x; dse/a.csv:3, column x; dse/a.csv:4, column x; "
                        + "dse/a.csv:5, column x; dse/a.csv:6, column x and 3 more places: "
                        + "\"N/A\" is not a number. Write a number");
    }

    @Test
    void aMissingCardIsOneLineForAllEvaluations() {
        assertThat(lines(
                        new Problem(Place.of("<evaluation>[1] <device>"), "\"cuda\" can't be used", "Use cpu"),
                        new Problem(Place.of("<evaluation>[2] <device>"), "\"cuda\" can't be used", "Use cpu")))
                .containsExactly("<evaluation>[1] <device>; <evaluation>[2] <device>: \"cuda\" can't be used. Use cpu");
    }

    @Test
    void filesWithTheSameProblemStayApart() {
        assertThat(lines(Problem.at(Place.of("a.svg"), "is new"), Problem.at(Place.of("b.svg"), "is new")))
                .containsExactly("2 problems:", "  a.svg: is new", "  b.svg: is new");
    }

    @Test
    void aFloodOfProblemsIsCutAndCounted() {
        Problem[] many = IntStream.range(0, Problems.MOST_LINES + 25)
                .mapToObj(i -> cell(i + 2, "x", "\"" + i + "x\" is not a number"))
                .toArray(Problem[]::new);

        assertThat(lines(many))
                .hasSize(Problems.MOST_LINES + 2)
                .startsWith("125 problems:")
                .endsWith("  and 25 more: mend these first");
    }

    @Test
    void aLineFeedInACellMakesNoLineOfTheLog() {
        assertThat(lines(cell(3, "x", "\"a\n::error::b\u001b[31m\" is not a number")))
                .containsExactly(
                        "dse/a.csv:3, column x: \"a\\u000a::error::b\\u001b[31m\" is not a number. Write a number");
    }
}
