/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The parts of the page with figures: pictures, captions, the tables behind them. */
final class FigureSections {
    private static final double WIDE = 760;

    private final ReportContent content;
    private final Map<String, String> prefixes = new HashMap<>();
    private final TreeSet<Integer> letters = new TreeSet<>();
    private final TreeSet<String> colours = new TreeSet<>();

    /** Looks through all pictures for what the page's head has to know; none is kept. */
    FigureSections(ReportContent content) {
        this.content = content;
        for (ReportFigure figure : content.figures()) {
            prefixes.put(figure.id(), "f" + (prefixes.size() + 1) + "-");
            picture(figure).ifPresent(picture -> {
                letters.addAll(picture.letters());
                colours.addAll(picture.colours());
            });
        }
    }

    /** Writes every section that has something to show, one figure at a time. */
    void write(OutputStream out) throws IOException {
        var page = new Html();
        for (Part part : Part.values()) {
            List<ReportFigure> figures = content.figures(part);
            List<Evaluation> evaluations = part == Part.PERPLEXITY ? content.evaluations() : List.of();
            if (figures.isEmpty() && evaluations.isEmpty()) {
                continue;
            }
            String id = Html.id("part", part.name());
            page.open("section", "id", id, "aria-labelledby", id + "-title").line();
            page.element("h2", part.title(), "id", id + "-title").line();
            page.element("p", part.lead(), "class", "lead").line();
            if (!evaluations.isEmpty()) {
                new PerplexitySection(evaluations).write(page);
            }
            page.open("div", "class", "figures").line();
            for (ReportFigure figure : figures) {
                write(page, figure);
                page.drain(out);
            }
            page.end("div").end("section");
        }
        page.drain(out);
    }

    /** Every character in a picture. */
    TreeSet<Integer> letters() {
        return letters;
    }

    /** CSS that gives every colour of the pictures its counterpart on a dark screen; paper stays white. */
    String darkColours() {
        var css = new StringBuilder("@media screen and (prefers-color-scheme:dark){");
        for (String colour : colours) {
            for (String property : List.of("fill", "stroke")) {
                css.append(
                        ".light [" + property + "=\"" + colour + "\"]{" + property + ":" + DarkColour.of(colour) + "}");
            }
        }
        return css.append("}\n").toString();
    }

    private Optional<InlineSvg> picture(ReportFigure figure) {
        return figure.svg().map(svg -> new InlineSvg(svg, prefixes.get(figure.id())));
    }

    private void write(Html page, ReportFigure figure) {
        FigureData data = figure.data();
        String id = figure.id();
        Optional<InlineSvg> picture = picture(figure);
        boolean wide = picture.filter(drawn -> drawn.width() > WIDE).isPresent();
        page.open("figure", "id", id, "class", wide ? "wide" : "narrow", "aria-labelledby", id + "-title")
                .line();
        page.element("h3", data.title(), "id", id + "-title").line();
        if (!data.subtitle().isEmpty()) {
            page.element("p", data.subtitle(), "class", "subtitle").line();
        }
        page.open("div", "class", "body").line();
        picture.ifPresent(drawn -> {
            String name = "Drawing of “" + data.title() + "”";
            page.open("div", "class", "picture", "tabindex", "0", "role", "group", "aria-label", name);
            page.raw(drawn.markup()).end("div");
        });
        page.open("figcaption").line();
        String caption = picture.map(InlineSvg::caption)
                .filter(drawn -> !drawn.isEmpty())
                .orElseGet(() -> String.join(" ", data.caption()));
        if (!caption.isEmpty()) {
            page.element("p", caption).line();
        }
        page.open("p", "class", "files");
        page.text("From " + String.join(", ", data.inputs()) + ". ");
        page.text("Files beside this page: ");
        for (String file : figure.files()) {
            String type = file.substring(file.lastIndexOf('.') + 1);
            page.element("a", type, "href", Html.href(file), "aria-label", data.name() + " as " + type)
                    .text(" ");
        }
        page.end("p").end("figcaption").end("div");
        page.open("details").line();
        page.element(
                        "summary",
                        "Table of " + data.points().size() + (data.points().size() == 1 ? " point" : " points"))
                .line();
        DataTable.of(data).write(page);
        page.end("details").end("figure");
    }
}
