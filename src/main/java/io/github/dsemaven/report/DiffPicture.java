/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Decimal;
import java.util.List;

/**
 * The largest changes as a picture: a row a number, a bar from the former value (0 %) to the new, on an axis of relative
 * change; falls to the left and rises to the right.
 */
final class DiffPicture {
    private static final int ROWS = 40;
    private static final int ROW = 20;
    private static final int LEFT = 430;
    private static final int AXIS = 340;
    private static final int RIGHT = 190;
    private static final int TOP = 64;

    private final Comparison comparison;
    private final List<Change> shown;
    private final double most;

    DiffPicture(Comparison comparison) {
        this.comparison = comparison;
        shown = comparison.changes().stream()
                .filter(change -> Double.isFinite(change.relative()))
                .limit(ROWS)
                .toList();
        most = rounded(shown.stream()
                .mapToDouble(change -> Math.abs(change.relative()))
                .max()
                .orElse(0.01));
    }

    String svg() {
        int height = TOP + Math.max(1, shown.size()) * ROW + 34;
        int width = LEFT + AXIS + RIGHT;
        String title = comparison.same() ? "Nothing moved" : "What moved, relative to before";
        var svg =
                new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                        + "\" viewBox=\"0 0 " + width + " " + height
                        + "\" role=\"img\" aria-labelledby=\"diff-title diff-desc\" font-family=\"Roboto,Arial,Helvetica,sans-serif\""
                        + " font-size=\"12\">\n");
        svg.append("<title id=\"diff-title\">" + title + "</title>\n");
        svg.append("<desc id=\"diff-desc\">" + description() + "</desc>\n");
        svg.append("<rect width=\"" + width + "\" height=\"" + height + "\" fill=\"#FFFFFF\"/>\n");
        text(svg, 12, 24, "start", "#1F2328", "15\" font-weight=\"bold", title);
        text(svg, 12, 43, "start", "#57606A", "12", description());
        for (int step = -2; step <= 2; step++) {
            double value = step * most / 2;
            double x = x(value);
            svg.append("<path d=\"M" + number(x) + " " + (TOP - 4) + "V" + (height - 28) + "\" stroke=\""
                    + (step == 0 ? "#57606A" : "#E4E7EB") + "\"/>\n");
            text(svg, x, height - 12, "middle", "#1F2328", "12", step == 0 ? "0 %" : Digits.percent(1 + value));
        }
        for (int row = 0; row < shown.size(); row++) {
            row(svg, shown.get(row), TOP + row * ROW + ROW / 2.0);
        }
        return svg.append("</svg>\n").toString();
    }

    private void row(StringBuilder svg, Change change, double y) {
        double from = x(0);
        double to = x(change.relative());
        String colour = change.relative() < 0 ? "#0072B2" : "#CC3311";
        String what = change.figure().substring(change.figure().lastIndexOf('/') + 1) + ", " + change.point();
        svg.append("<g><title>" + Html.escape(change.figure() + ", " + change.point() + ": " + change.words())
                + "</title>");
        text(svg, LEFT - 14, y + 4, "end", "#1F2328", "11", shortened(what));
        svg.append("<path d=\"M" + number(from) + " " + number(y) + "H" + number(to) + "\" stroke=\"" + colour
                + "\" stroke-width=\"3\"/><circle cx=\"" + number(to) + "\" cy=\"" + number(y) + "\" r=\"4.5\" fill=\""
                + colour + "\"/>");
        text(svg, LEFT + AXIS + 14, y + 4, "start", "#57606A", "11", shortened(change.words(), 30));
        svg.append("</g>\n");
    }

    private String description() {
        String left = comparison.changes().size() > shown.size() ? "; the largest are shown" : "";
        return comparison.changes().size() + " numbers of " + comparison.compared() + " compared" + left + "; "
                + comparison.newFigures().size() + " figures new, "
                + comparison.goneFigures().size() + " gone";
    }

    private static void text(
            StringBuilder svg, double x, double y, String anchor, String colour, String size, String content) {
        svg.append("<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\" fill=\""
                + colour + "\" font-size=\"" + size + "\">" + Html.escape(content) + "</text>\n");
    }

    private double x(double relative) {
        double share = Math.max(-1, Math.min(1, relative / most));
        return LEFT + AXIS / 2.0 + share * (AXIS / 2.0 - 12);
    }

    /** The next of 1, 2, 5 times a power of ten. */
    private static double rounded(double value) {
        double power = 1e-12;
        while (power * 10 <= value) {
            power *= 10;
        }
        for (int factor : new int[] {1, 2, 5}) {
            if (value <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String shortened(String text) {
        return shortened(text, 72);
    }

    /** The beginning and the end say most. */
    private static String shortened(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, most / 2 - 1) + "…" + text.substring(text.length() - most / 2);
    }

    private static String number(double value) {
        return Decimal.of(Math.round(value * 100) / 100.0);
    }
}
