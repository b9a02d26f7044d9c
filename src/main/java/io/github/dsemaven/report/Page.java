/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * {@code index.html}: one file that needs no other, no network and no script. Script, where it runs, sorts and filters
 * tables; its digest is in the page's content security policy, so nothing else can run.
 */
final class Page {
    private static final String STYLE = Template.read("page.css");
    private static final String SCRIPT = Template.read("page.js");

    private final Function<TreeSet<Integer>, String> fontFace;

    /**
     * @param fontFace CSS that embeds the figures' font with at least the given characters; may be empty
     */
    Page(Function<TreeSet<Integer>, String> fontFace) {
        this.fontFace = fontFace;
    }

    /** Writes the whole document, one figure at a time. */
    void write(ReportContent content, OutputStream out) throws IOException {
        var figures = new FigureSections(content);
        var page = new Html();
        page.raw("<!DOCTYPE html>\n");
        page.open("html", "lang", "en").line();
        head(page, content, figures);
        page.open("body").line();
        page.element("a", "Skip to the report", "class", "skip", "href", "#report")
                .line();
        header(page, content);
        page.open("div", "class", "frame").line();
        navigation(page, content);
        page.open("main", "id", "report", "tabindex", "-1").line();
        if (content.figures().isEmpty() && content.evaluations().isEmpty()) {
            page.element("p", "Nothing has been drawn or evaluated yet.").line();
        }
        new WarningSection(content.warnings()).write(page);
        page.drain(out);
        figures.write(out);
        new ProvenanceSection(content.steps()).write(page);
        page.end("main").end("div");
        page.open("footer").text("Made by dse-maven-plugin from the files named under ");
        page.element("a", "Provenance", "href", "#provenance").text(".").end("footer");
        page.open("script").raw(SCRIPT).end("script").end("body").end("html");
        page.drain(out);
    }

    private void head(Html page, ReportContent content, FigureSections figures) {
        page.open("head").line();
        page.open("meta", "charset", "utf-8").line();
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        page.open("meta", "name", "color-scheme", "content", "light dark").line();
        page.open("meta", "name", "generator", "content", "dse-maven-plugin").line();
        String policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
                + "script-src 'sha256-" + digest(SCRIPT) + "'";
        page.open("meta", "http-equiv", "Content-Security-Policy", "content", policy)
                .line();
        page.element("title", content.title() + " · design-space exploration").line();
        page.open("style").line();
        page.raw(STYLE).raw(fontFace.apply(figures.letters())).line();
        page.raw(figures.darkColours()).end("style").end("head");
    }

    private static void header(Html page, ReportContent content) {
        page.open("header", "class", "top").line();
        page.element("p", "Design-space exploration", "class", "kind").line();
        page.element("h1", content.title()).line();
        page.element("p", summary(content), "class", "summary").line();
        page.end("header");
    }

    static String summary(ReportContent content) {
        return "Version " + content.version() + " · "
                + counted(content.figures().size(), "figure", "figures") + " · "
                + counted(content.evaluations().size(), "perplexity", "perplexities") + " · "
                + counted(content.warnings().size(), "warning about the data", "warnings about the data");
    }

    static String figures(ReportContent content) {
        return counted(content.figures().size(), "figure", "figures");
    }

    private static void navigation(Html page, ReportContent content) {
        page.open("nav", "aria-label", "Contents").line().open("ol").line();
        if (!content.warnings().isEmpty()) {
            item(page, "warnings", "Warnings", List.of());
        }
        for (Part part : Part.values()) {
            List<ReportFigure> figures = content.figures(part);
            boolean evaluated =
                    part == Part.PERPLEXITY && !content.evaluations().isEmpty();
            if (!figures.isEmpty() || evaluated) {
                item(page, Html.id("part", part.name()), part.title(), figures);
            }
        }
        item(page, "provenance", "Provenance", List.of());
        page.end("ol").end("nav");
    }

    /** An entry, with figures by their titles, and their subtitles where several have the same title. */
    private static void item(Html page, String target, String title, List<ReportFigure> figures) {
        page.open("li").element("a", title, "href", "#" + target);
        if (!figures.isEmpty()) {
            page.line().open("ol").line();
            Map<String, Long> sharing = figures.stream().collect(groupingBy(ReportFigure::title, counting()));
            for (ReportFigure figure : figures) {
                page.open("li");
                boolean shared =
                        sharing.get(figure.title()) > 1 && !figure.subtitle().isEmpty();
                String words = shared ? figure.title() + ", " + figure.subtitle() : figure.title();
                page.element("a", words, "href", "#" + figure.id());
                page.end("li");
            }
            page.close("ol");
        }
        page.end("li");
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static String digest(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
