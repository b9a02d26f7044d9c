/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An SVG file as part of an HTML page: identifiers prefixed so that no two figures share one, embedded fonts taken out,
 * colours by name so that the page can set them for a dark screen. The text is changed, not parsed and written again,
 * for XML writers differ between Java versions.
 */
final class InlineSvg {
    /** Family that takes the place of embedded ones. */
    static final String FONT = "dse-figure";

    private static final Pattern PROLOG =
            Pattern.compile("<\\?xml.*?\\?>|<!DOCTYPE[^>\\[]*(\\[.*?])?\\s*>|<!--.*?-->", Pattern.DOTALL);
    private static final Pattern FONT_FACE = Pattern.compile("@font-face\\s*\\{[^}]*}");
    /** Batik writes quotes in text as entities. */
    private static final Pattern FAMILY =
            Pattern.compile("font-family:\\s*(?:['\"]|&apos;|&quot;)([^'\"&;]+)(?:['\"]|&apos;|&quot;)");

    private static final Pattern EMPTY_STYLE = Pattern.compile("<style[^>]*>\\s*(<!\\[CDATA\\[\\s*]]>)?\\s*</style>");
    private static final Pattern ROOT = Pattern.compile("<svg\\b[^>]*>");
    private static final Pattern ID = Pattern.compile("\\bid=(['\"])([^'\"]+)\\1");
    private static final Pattern URL = Pattern.compile("url\\(\\s*(['\"]?)#([^)'\"]+)\\1\\s*\\)");
    private static final Pattern LINK = Pattern.compile("(\\b(?:xlink:)?href=['\"])#([^'\"]+)");
    private static final Pattern LABEL =
            Pattern.compile("(\\baria-(?:labelledby|describedby|controls)=)(['\"])([^'\"]*)\\2");
    private static final Pattern PAINT =
            Pattern.compile("((?:fill|stroke|stop-color)\\s*[=:]\\s*['\"]?\\s*)#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\\b");
    /** A white page behind everything: the page around it takes its place. */
    private static final Pattern LIGHT_GROUND =
            Pattern.compile("<rect\\b(?=[^>]*\\bfill=['\"]#(?i:ffffff|fff)['\"])(?=[^>]*\\bwidth=['\"](?:100%|\\d))"
                    + "(?![^>]*\\s(?:x|y)=)[^>]*/>");

    private static final Pattern SIZE = Pattern.compile("\\s(?:width|height)=(['\"])[^'\"]*\\1");
    private static final Pattern WIDTH = Pattern.compile("\\swidth=['\"]([0-9.]+)");
    private static final Pattern VIEW_BOX = Pattern.compile("\\bviewBox=['\"]\\s*\\S+[ ,]+\\S+[ ,]+([0-9.]+)");
    private static final Pattern SCRIPT =
            Pattern.compile("<script\\b.*?</script\\s*>|\\son[a-z]+=(['\"]).*?\\1", Pattern.DOTALL);

    private final String markup;
    private final TreeSet<String> colours = new TreeSet<>();
    private final String caption;
    private final double width;

    /**
     * @param svg text of an SVG file
     * @param prefix of its identifiers in the page
     */
    InlineSvg(String svg, String prefix) {
        this(svg, prefix, List.of(), "");
    }

    /**
     * @param above what the page says above the drawing, and the drawing need not: title and subtitle
     * @param below what the page says below it
     */
    InlineSvg(String svg, String prefix, List<String> above, String below) {
        String text = PROLOG.matcher(svg).replaceAll("");
        text = SCRIPT.matcher(text).replaceAll("");
        for (String family : families(text)) {
            text = text.replace(family, FONT);
        }
        text = EMPTY_STYLE.matcher(FONT_FACE.matcher(text).replaceAll("")).replaceAll("");
        text = replace(ID, text, id -> "id=" + id.group(1) + prefix + id.group(2) + id.group(1));
        text = replace(URL, text, url -> "url(#" + prefix + url.group(2) + ")");
        text = replace(LINK, text, link -> link.group(1) + "#" + prefix + link.group(2));
        text = replace(
                LABEL,
                text,
                label -> label.group(1) + label.group(2) + prefixed(label.group(3), prefix) + label.group(2));
        var lettering = new SvgLettering(text);
        caption = lettering.caption(below);
        text = lettering.without(above, below);
        if (LIGHT_GROUND.matcher(text).find()) {
            text = LIGHT_GROUND.matcher(text).replaceFirst("");
            text = replace(PAINT, text, paint -> paint.group(1) + colour(paint.group(2)));
        }
        width = number(VIEW_BOX, text, number(WIDTH, text, 600));
        markup = replace(ROOT, text, root -> SIZE.matcher(root.group()).replaceAll(""))
                .strip();
    }

    /** The element. */
    String markup() {
        return markup;
    }

    /** The caption, with what the drawing itself had to explain. */
    String caption() {
        return caption;
    }

    /** Colours used, as six upper-case hexadecimal digits; the markup names each {@code --c-<digits>}. */
    TreeSet<String> colours() {
        return colours;
    }

    /** Width in its own units, which are taken for CSS pixels. */
    double width() {
        return width;
    }

    /** Every character between tags, for choosing glyphs. */
    static String letters(String markup) {
        return markup.replaceAll("<[^>]*>", "");
    }

    /** The families that the file embeds, longest first so that none is part of one replaced later. */
    private static List<String> families(String text) {
        return FONT_FACE
                .matcher(text)
                .results()
                .flatMap(face -> FAMILY.matcher(face.group()).results())
                .map(family -> family.group(1))
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    private String colour(String digits) {
        String six = digits.length() == 6 ? digits : digits.replaceAll("(.)", "$1$1");
        String name = six.toUpperCase(Locale.ROOT);
        colours.add(name);
        return "var(--c-" + name + ",#" + name + ")";
    }

    private static String prefixed(String ids, String prefix) {
        return prefix + ids.strip().replaceAll("\\s+", " " + Matcher.quoteReplacement(prefix));
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> by) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(by.apply(match)));
    }

    private static double number(Pattern pattern, String text, double otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : otherwise;
    }
}
