/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The horizontal lines of text of an SVG drawing. Title and caption stand in a figure's file, so that the file explains
 * itself; on a page that says both in its own type they are cut off.
 *
 * @param svg the drawing
 */
record SvgLettering(String svg) {
    private static final Pattern TEXT = Pattern.compile("<text\\b([^>]*)>([^<]*)</text>");
    private static final Pattern Y = Pattern.compile("(?<![\\w-])y=['\"]([0-9.]+)");
    private static final Pattern SIZE = Pattern.compile("\\bfont-size=['\"]([0-9.]+)");
    private static final Pattern VIEW_BOX =
            Pattern.compile("\\bviewBox=(['\"])\\s*0[ ,]+0[ ,]+([0-9.]+)[ ,]+([0-9.]+)\\s*\\1");
    private static final double GAP = 0.35;

    private record Line(int start, int end, String text, double y, double size) {}

    /** The drawing without the lines that say these things, and without the space that they took at its ends. */
    String without(List<String> above, String below) {
        List<Line> lines = lines();
        Matcher box = VIEW_BOX.matcher(svg);
        if (lines.isEmpty() || !box.find()) {
            return svg;
        }
        double top = 0;
        var cut = new ArrayList<Line>();
        for (String said : above) {
            Optional<List<Line>> run = run(lines, said);
            if (run.isPresent()) {
                cut.addAll(run.get());
                Line last = run.get().get(run.get().size() - 1);
                top = Math.max(top, last.y() + GAP * last.size());
            }
        }
        double bottom = Double.parseDouble(box.group(3));
        List<Line> caption = caption(lines, below);
        if (!caption.isEmpty()) {
            cut.addAll(caption);
            bottom = caption.get(0).y() - (1 + GAP) * caption.get(0).size();
        }
        String view = "viewBox=\"0 " + Decimal.fixed(top, 2) + " " + box.group(2) + " " + Decimal.fixed(bottom - top, 2)
                + "\"";
        var text = new StringBuilder(svg);
        cut.sort((a, b) -> b.start() - a.start());
        cut.forEach(line -> text.delete(line.start(), line.end()));
        return cut.isEmpty() ? svg : text.replace(box.start(), box.end(), view).toString();
    }

    /** The caption as drawn: that of the data, and what the drawing itself had to explain. */
    String caption(String below) {
        String drawn = text(caption(lines(), below));
        return drawn.isEmpty() ? below : drawn;
    }

    private static List<Line> caption(List<Line> lines, String below) {
        String wanted = below.strip().replaceAll("\\s+", " ");
        int first = wanted.isEmpty() ? lines.size() : lines.size() - 1;
        while (first >= 0 && first < lines.size()) {
            List<Line> rest = lines.subList(first, lines.size());
            if (text(rest).startsWith(wanted)) {
                return rest;
            }
            if (rest.stream().anyMatch(line -> line.size() != rest.get(0).size())) {
                break;
            }
            first--;
        }
        return List.of();
    }

    private static String text(List<Line> lines) {
        return lines.stream().map(Line::text).collect(Collectors.joining(" "));
    }

    /** Lines that follow each other and together say something. */
    private static Optional<List<Line>> run(List<Line> lines, String said) {
        String wanted = said.strip().replaceAll("\\s+", " ");
        for (int first = 0; first < lines.size() && !wanted.isEmpty(); first++) {
            var text = new StringBuilder();
            for (int last = first; last < lines.size() && text.length() < wanted.length(); last++) {
                text.append(last > first ? " " : "").append(lines.get(last).text());
                if (text.toString().equals(wanted)) {
                    return Optional.of(lines.subList(first, last + 1));
                }
                if (!wanted.startsWith(text.toString())) {
                    break;
                }
            }
        }
        return Optional.empty();
    }

    private List<Line> lines() {
        var lines = new ArrayList<Line>();
        Matcher text = TEXT.matcher(svg);
        while (text.find()) {
            Matcher y = Y.matcher(text.group(1));
            Matcher size = SIZE.matcher(text.group(1));
            if (y.find() && size.find()) {
                lines.add(new Line(
                        text.start(),
                        text.end(),
                        plain(text.group(2)),
                        Double.parseDouble(y.group(1)),
                        Double.parseDouble(size.group(1))));
            }
        }
        return lines;
    }

    private static String plain(String markup) {
        return markup.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
