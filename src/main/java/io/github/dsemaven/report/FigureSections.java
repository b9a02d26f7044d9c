/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The parts of the page with figures: pictures, captions, the tables behind them. */
final class FigureSections {
    private static final double WIDE = 760;

    private final ReportContent content;
    private final Map<ReportFigure, InlineSvg> pictures = new LinkedHashMap<>();

    FigureSections(ReportContent content) {
        this.content = content;
        int number = 0;
        for (ReportFigure figure : content.figures()) {
            number++;
            if (!figure.svg().isEmpty()) {
                pictures.put(figure, new InlineSvg(figure.svg(), "f" + number + "-"));
            }
        }
    }

    /** Every section that has something to show. */
    String html() {
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
            figures.forEach(figure -> write(page, figure));
            page.end("div").end("section");
        }
        return page.toString();
    }

    /** Every character in a picture. */
    TreeSet<Integer> letters() {
        var letters = new TreeSet<Integer>();
        pictures.values().forEach(picture -> letters.addAll(picture.letters()));
        return letters;
    }

    /** CSS that gives every colour of the pictures its counterpart on a dark screen; paper stays white. */
    String darkColours() {
        var colours = new TreeSet<String>();
        pictures.values().forEach(picture -> colours.addAll(picture.colours()));
        var css = new StringBuilder("@media screen and (prefers-color-scheme:dark){");
        for (String colour : colours) {
            for (String property : List.of("fill", "stroke")) {
                css.append(
                        ".light [" + property + "=\"" + colour + "\"]{" + property + ":" + DarkColour.of(colour) + "}");
            }
        }
        return css.append("}\n").toString();
    }

    private void write(Html page, ReportFigure figure) {
        FigureData data = figure.data();
        String id = figure.id();
        InlineSvg picture = pictures.get(figure);
        boolean wide = picture != null && picture.width() > WIDE;
        page.open("figure", "id", id, "class", wide ? "wide" : "narrow", "aria-labelledby", id + "-title")
                .line();
        page.element("h3", data.title(), "id", id + "-title").line();
        if (!data.subtitle().isEmpty()) {
            page.element("p", data.subtitle(), "class", "subtitle").line();
        }
        page.open("div", "class", "body").line();
        if (picture != null) {
            String name = "Drawing of “" + data.title() + "”";
            page.open("div", "class", "picture", "tabindex", "0", "role", "group", "aria-label", name);
            page.raw(picture.markup()).end("div");
        }
        page.open("figcaption").line();
        String caption =
                picture == null || picture.caption().isEmpty() ? String.join(" ", data.caption()) : picture.caption();
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
