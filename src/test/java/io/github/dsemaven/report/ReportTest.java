/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.provenance.Decision;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path folder;

    @Test
    void thePageShowsFiguresNumbersWarningsAndProvenance() throws IOException {
        SmallExploration toy = new SmallExploration(folder).made(100.5, 5);
        assertThat(make(toy)).isInstanceOf(Decision.Run.class);

        String page = Files.readString(toy.output.resolve("index.html"));

        assertThat(page)
                .contains("<h1>Toy &amp; co</h1>", "2 figures", "3 perplexities", "1 warning about the data")
                .contains("2 configurations were measured &lt;twice&gt;")
                .contains("<td class=\"n\">100.5</td>", "Mean of 2 rows.")
                .contains("4.9000 – 5.1000", "+19.72 % ± 1.20", "128 / 64")
                .contains("kv_cache_dse_results_toy.csv")
                .doesNotContain(folder.toString())
                .doesNotContain("base64,AAAA");
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        SmallExploration toy = new SmallExploration(folder).made(100.5, 5);
        make(toy);
        String page = Files.readString(toy.output.resolve("index.html"));

        assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:", "src=\"");
        assertThat(page.split("id=\"f1-title\"", -1)).hasSize(2);
        assertThat(page.split("id=\"f2-title\"", -1)).hasSize(2);
        assertThat(page).contains("aria-labelledby=\"f2-title f2-desc\"");
    }

    @Test
    void nothingIsMadeTwice() throws IOException {
        SmallExploration toy = new SmallExploration(folder).made(100.5, 5);
        make(toy);
        byte[] page = Files.readAllBytes(toy.output.resolve("index.html"));
        assertThat(make(toy)).isInstanceOf(Decision.UpToDate.class);

        toy.made(101.5, 5);
        assertThat(make(toy)).isInstanceOf(Decision.Run.class);
        toy.made(100.5, 5);
        assertThat(make(toy)).isInstanceOf(Decision.Run.class);
        assertThat(toy.output.resolve("index.html")).hasBinaryContent(page);
    }

    @Test
    void theSameInputsGiveTheSameBytesElsewhere() throws IOException {
        SmallExploration here = new SmallExploration(folder.resolve("here")).made(100.5, 5);
        SmallExploration there = new SmallExploration(folder.resolve("there/a b")).made(100.5, 5);
        make(here);
        make(there);

        for (String file :
                List.of("index.html", "summary.md", "badge.json", "manifest.json", "tables/perplexities.tex")) {
            assertThat(there.output.resolve(file)).hasSameBinaryContentAs(here.output.resolve(file));
        }
    }

    @Test
    void figuresAreReadWhenTheyAreAskedForAndWrittenOneAtATime() throws IOException {
        // Given a project whose figures have drawings of different sizes
        SmallExploration toy = new SmallExploration(folder).made(100.5, 5);
        ReportContent content = toy.content();
        String drawn = "<svg>" + "<g/>".repeat(20_000) + "</svg>";
        for (ReportFigure figure : content.figures()) {
            SmallExploration.write(toy.output.resolve(figure.path() + ".svg"), drawn);
        }

        // When the page is written
        var pieces = new ArrayList<Integer>();
        new Page(letters -> "").write(content, new OutputStream() {
            @Override
            public void write(int letter) {
                pieces.add(1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                pieces.add(length);
            }
        });

        // Then it has the drawings of now, and no piece of it holds two of them
        assertThat(pieces.stream().filter(length -> length >= drawn.length() - 11))
                .hasSize(2);
        assertThat(pieces).allMatch(length -> length < 2 * drawn.length() - 22);
        SmallExploration.write(
                toy.output.resolve("figures/data/" + SmallExploration.MEMORY + ".json"), SmallExploration.line(7));
        assertThat(content.figures().get(0).data().points().get(0).value()).isEqualTo(7);
    }

    @Test
    void theSummaryFitsItsLimit() {
        ReportContent content = new SmallExploration(folder).made(100.5, 5).content();

        String whole = MarkdownSummary.of(content, MarkdownSummary.LIMIT);
        assertThat(whole)
                .contains("| toytext | toy | 4bit | 6.0000 |", "<summary>Total memory", "| -1 | 100.5 | 200.25 |");
        assertThat(MarkdownSummary.of(content, 1100)).contains("on the page").hasSizeLessThanOrEqualTo(1100);
        assertThat(MarkdownSummary.of(content, 200))
                .hasSizeLessThanOrEqualTo(200)
                .contains("Toy");
    }

    @Test
    void theBadgeNamesTheLowestPerplexity() {
        assertThat(Badge.json(new SmallExploration(folder).made(100.5, 5).content()))
                .isEqualTo("""
                        {
                          "schemaVersion": 1,
                          "label": "perplexity (toytext)",
                          "message": "5.00 fp16",
                          "color": "yellow"
                        }
                        """);
    }

    @Test
    void tablesForPapersHaveALineARow() {
        FigureData figure = new SmallExploration(folder)
                .made(100.5, 5)
                .content()
                .figures()
                .get(0)
                .data();

        assertThat(LatexTable.of(figure)).isEqualTo("""
                        % \\usepackage{booktabs}
                        \\begin{table}
                        \\centering
                        \\caption{Total memory: gpu\\_mem\\_total\\_mb (MB) by context window.}\\label{tab:toy-mem-total-vs-context}
                        \\begin{tabular}{lrr}
                        \\toprule
                        sliding\\_window\\_size & 4096 & 8192 \\\\
                        \\midrule
                        -1 & 100.5 & 200.25 \\\\
                        2048 & 120 &  \\\\
                        \\bottomrule
                        \\end{tabular}
                        \\end{table}
                        """);
        assertThat(LatexTable.escape("50% of a_b & {c}\\")).isEqualTo("50\\% of a\\_b \\& \\{c\\}\\textbackslash{}");
    }

    private static Decision make(SmallExploration toy) {
        return new Report(toy.provenance(), letters -> "").make(toy.request());
    }
}
