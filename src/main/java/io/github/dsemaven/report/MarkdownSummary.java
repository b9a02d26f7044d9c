/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The report as GitHub-flavoured Markdown for {@code $GITHUB_STEP_SUMMARY}: perplexities and warnings first, then the
 * figures' tables, as many as fit.
 */
public final class MarkdownSummary {
    /** GitHub drops a step's whole summary above 1 MiB; some of it is left to other tools in the same step. */
    public static final int LIMIT = 900_000;

    private MarkdownSummary() {}

    /**
     * @param limit most bytes as UTF-8
     */
    public static String of(ReportContent content, int limit) {
        var text = new StringBuilder();
        text.append("## ").append(Markdown.line(content.title())).append("\n\n");
        text.append(Markdown.line(Page.summary(content))).append("\n\n");
        if (!content.evaluations().isEmpty()) {
            List<List<String>> rows =
                    content.evaluations().stream().map(PerplexitySection::row).toList();
            text.append("### Perplexities\n\n")
                    .append(table(PerplexitySection.headings(99), rows))
                    .append('\n');
        }
        if (!content.warnings().isEmpty()) {
            text.append("### Warnings about the data\n\n");
            content.warnings()
                    .forEach(warning ->
                            text.append("- ").append(Markdown.line(warning)).append('\n'));
            text.append('\n');
        }
        int left = 0;
        int there = bytes(text);
        for (ReportFigure figure : content.figures()) {
            String block = figure.scatter() ? "" : block(figure.data());
            int more = bytes(block);
            if (there + more + 200 <= limit) {
                text.append(block);
                there += more;
            } else {
                left++;
            }
        }
        if (left > 0) {
            text.append(left)
                    .append(left == 1 ? " more figure is" : " more figures are")
                    .append(" on the page.\n");
        }
        return bytes(text) <= limit
                ? text.toString()
                : "## " + Markdown.line(content.title()) + "\n\n" + Markdown.line(Page.summary(content)) + "\n";
    }

    private static String block(FigureData figure) {
        PivotTable pivot = PivotTable.of(figure);
        return "<details><summary>" + Markdown.html(figure.heading()) + " (" + Markdown.html(figure.y())
                + ")</summary>\n\n" + table(pivot.columns(), pivot.rows()) + "\n</details>\n\n";
    }

    private static String table(List<String> columns, List<List<String>> rows) {
        return line(columns)
                + columns.stream().map(column -> "---").collect(Collectors.joining(" | ", "| ", " |\n"))
                + rows.stream().map(MarkdownSummary::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Markdown::escape).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
