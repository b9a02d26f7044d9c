/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Anchor;
import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Panel;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lays a figure out from the top down: title, subtitle, legend, panels, axis label, caption. Each part takes the height
 * it needs at the page's width, so that none can touch another; the page ends where the caption does.
 */
final class FigurePainter {
    private static final double POINTS_PER_CM = 72 / 2.54;
    /** A figure of a single panel needs no more, in centimetres. */
    private static final double SINGLE_WIDTH_CM = 12;

    static final double MARGIN = 9;

    private final Typography typography;
    private final double pageWidthCm;

    FigurePainter(Theme theme) {
        this(theme, FigureWriter.DEFAULT_WIDTH_CM);
    }

    FigurePainter(Theme theme, double pageWidthCm) {
        this.typography = new Typography(theme);
        this.pageWidthCm = pageWidthCm;
    }

    /** Points in centimetres. */
    static double points(double centimetres) {
        return centimetres * POINTS_PER_CM;
    }

    Drawing paint(Figure figure) {
        var g = new RecordingGraphics();
        boolean single = figure.panels().size() == 1;
        double width = points(single ? Math.min(SINGLE_WIDTH_CM, pageWidthCm) : pageWidthCm);
        double inner = width - 2 * MARGIN;
        double y = block(g, Role.HEADING, figure.title(), MARGIN, inner, typography.title()) + 1;
        y = block(g, Role.HEADING, figure.subtitle(), y, inner, typography.subtitle()) + 4;

        PanelContent content = figure.kind() == Figure.Kind.BAR
                ? new BarContent(figure, typography)
                : new LineContent(figure, typography);
        Lettering axis = typography.axis();
        List<String> yLabel = axis.wrap(figure.y().label(), 0.96 * content.blockHeight(inner));
        double left = MARGIN + yLabel.size() * axis.leading() + 3 + content.tickWidth() + 5;
        double right = width - MARGIN - content.rightGutter(inner);
        Grid grid = content.prepare(right - left);

        y = content.legend(g, MARGIN, y, inner) + 2;
        double top = y;
        double firstPanel = 0;
        for (int row = 0; row < grid.rows(); row++) {
            int from = row * grid.columns();
            int to = Math.min(from + grid.columns(), figure.panels().size());
            List<List<Line>> strips = new ArrayList<>();
            for (int i = from; i < to; i++) {
                strips.add(strip(content, figure.panels().get(i), grid.width()));
            }
            double strip =
                    strips.stream().mapToDouble(FigurePainter::height).max().orElse(0);
            double panelTop = y + strip + 4;
            firstPanel = row == 0 ? panelTop : firstPanel;
            for (int i = from; i < to; i++) {
                double x = left + (i - from) * (grid.width() + Grid.GUTTER);
                drawStrip(g, strips.get(i - from), x, y);
                var area = new Rectangle2D.Double(x, panelTop, grid.width(), grid.height());
                int index = i;
                boolean first = i == from;
                g.group(Role.PANEL, "", () -> content.draw(g, index, area, first));
            }
            y = panelTop + grid.height() + content.depth() + (row + 1 < grid.rows() ? 7 : 0);
        }
        double middle = (firstPanel + y - content.depth()) / 2;
        drawYLabel(g, yLabel, middle, axis);
        for (String line : axis.wrap(figure.x().label() + content.xNote(), inner)) {
            y += axis.leading();
            g.text(line, (left + right) / 2, y - axis.descent() + 1, axis, Anchor.MIDDLE);
        }
        var caption = new ArrayList<>(figure.caption());
        caption.addAll(content.notes());
        y = block(g, Role.CAPTION, sentences(caption), y + 7, inner, typography.caption());
        return new Drawing(
                figure.name(),
                figure.title(),
                new AltText(figure, content).text(),
                width,
                Math.ceil(y + MARGIN - 2),
                typography.theme().background(),
                g.items());
    }

    /** A line of a strip above a panel. */
    private record Line(String text, Lettering lettering) {}

    private List<Line> strip(PanelContent content, Panel panel, double width) {
        var lines = new ArrayList<Line>();
        content.words()
                .panel(panel)
                .ifPresent(name -> typography.strip().wrap(name, width).stream()
                        .map(line -> new Line(line, typography.strip()))
                        .forEach(lines::add));
        content.note(panel)
                .ifPresent(note -> typography.note().wrap(note, width).stream()
                        .map(line -> new Line(line, typography.note()))
                        .forEach(lines::add));
        return lines;
    }

    private static double height(List<Line> lines) {
        return lines.stream().mapToDouble(line -> line.lettering().leading()).sum();
    }

    private static void drawStrip(RecordingGraphics g, List<Line> lines, double x, double top) {
        double y = top;
        for (Line line : lines) {
            y += line.lettering().leading();
            g.text(line.text(), x, y - line.lettering().descent(), line.lettering(), Anchor.START);
        }
    }

    private static void drawYLabel(RecordingGraphics g, List<String> lines, double middle, Lettering lettering) {
        double x = MARGIN + lettering.ascent();
        for (String line : lines) {
            g.text(line, x, middle, lettering, Anchor.MIDDLE, true);
            x += lettering.leading();
        }
    }

    /** A paragraph; returns its bottom edge, or the top one where there is no text. */
    static double block(RecordingGraphics g, Role role, String text, double top, double width, Lettering lettering) {
        if (text.isBlank()) {
            return top;
        }
        List<String> lines = lettering.wrap(text, width);
        g.group(role, "", () -> {
            double y = top;
            for (String line : lines) {
                g.text(line, MARGIN, y + lettering.ascent(), lettering, Anchor.START);
                y += lettering.leading();
            }
        });
        double bottom = top;
        for (int i = 0; i < lines.size(); i++) {
            bottom += lettering.leading();
        }
        return bottom;
    }

    private static String sentences(List<String> sentences) {
        return sentences.stream()
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty())
                .map(sentence ->
                        ".!?:".indexOf(sentence.charAt(sentence.length() - 1)) >= 0 ? sentence : sentence + ".")
                .collect(Collectors.joining(" "));
    }
}
