/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.diagnostic.Printable;
import java.util.List;
import java.util.stream.Collectors;

/** Tables for papers: LaTeX with the packages booktabs and, where a table may be long, longtable. */
final class LatexTable {
    private static final int LONG = 40;

    private LatexTable() {}

    /** The perplexities. */
    static String of(List<Evaluation> evaluations) {
        List<List<String>> rows = evaluations.stream()
                .map(PerplexitySection::row)
                .map(row -> row.subList(0, 8))
                .toList();
        return table("Perplexities.", "perplexities", PerplexitySection.headings(8), 3, rows);
    }

    /** The means of a figure. */
    static String of(FigureData figure) {
        PivotTable pivot = PivotTable.of(figure);
        String axes = figure.y() + " by " + figure.x();
        String caption = axes.equalsIgnoreCase(figure.title()) ? figure.heading() : figure.heading() + ": " + axes;
        return table(
                caption + ".", figure.name(), pivot.columns(), pivot.headings().size(), pivot.rows());
    }

    private static String table(String caption, String label, List<String> columns, int text, List<List<String>> rows) {
        String format = "l".repeat(text) + "r".repeat(columns.size() - text);
        String title = "\\caption{" + escape(caption) + "}\\label{tab:" + label(label) + "}";
        String head = "\\toprule\n" + line(columns) + "\\midrule\n";
        String body = rows.stream().map(LatexTable::line).collect(Collectors.joining());
        if (rows.size() > LONG) {
            return "% \\usepackage{booktabs,longtable}\n\\begin{longtable}{" + format + "}\n" + title + "\\\\\n" + head
                    + "\\endhead\n\\bottomrule\n\\endlastfoot\n" + body + "\\end{longtable}\n";
        }
        return "% \\usepackage{booktabs}\n\\begin{table}\n\\centering\n" + title + "\n\\begin{tabular}{" + format
                + "}\n" + head + body + "\\bottomrule\n\\end{tabular}\n\\end{table}\n";
    }

    private static String line(List<String> cells) {
        String line = cells.stream().map(LatexTable::escape).collect(Collectors.joining(" & ", "", " \\\\\n"));
        // the line before would take a bracket or an asterisk for its own
        return line.startsWith("[") || line.startsWith("*") ? "{}" + line : line;
    }

    /** Text as LaTeX prints it. */
    static String escape(String text) {
        return Printable.line(text)
                .codePoints()
                .mapToObj(LatexTable::escape)
                .collect(Collectors.joining())
                .replaceAll("-(?=-)", "-{}");
    }

    /** A label of ASCII letters, which every LaTeX takes; a digest where that is not the whole name. */
    private static String label(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9:-]", "-");
        boolean whole = plain.equals(name.replaceAll("[_.]", "-"));
        return whole ? plain : plain + "-" + Sha256.of(name).substring(0, 8);
    }

    private static String escape(int character) {
        return switch (character) {
            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + (char) character;
            case '\\' -> "\\textbackslash{}";
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '<' -> "\\textless{}";
            case '>' -> "\\textgreater{}";
            case '±' -> "$\\pm$";
            case '–' -> "\\textendash{}";
            case '“' -> "``";
            case '”' -> "''";
            case '·' -> "$\\cdot$";
            case '×' -> "$\\times$";
            case '…' -> "\\ldots{}";
            case '|' -> "\\textbar{}";
            case '`' -> "\\textasciigrave{}";
            default -> Character.toString(character);
        };
    }
}
