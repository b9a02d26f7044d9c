/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Anchor;
import io.github.dsemaven.chart.Drawing.Role;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A page with one panel and a linear y axis: what scatters and stacked bars share of their layout, from the top down. */
final class SinglePanel {
    private final RecordingGraphics g;
    private final Typography typography;
    private final ValueScale scale;
    private final double width;
    private Rectangle2D area;

    /**
     * @param scale of the y axis
     * @param widthCm width of the page in centimetres
     */
    SinglePanel(RecordingGraphics g, Typography typography, ValueScale scale, double widthCm) {
        this.g = g;
        this.typography = typography;
        this.scale = scale;
        width = FigurePainter.points(widthCm);
    }

    /** Width between the margins. */
    double inner() {
        return width - 2 * FigurePainter.MARGIN;
    }

    /** Title and subtitle; returns where the legend may begin. */
    double heading(String title, String subtitle) {
        double y = FigurePainter.block(g, Role.HEADING, title, FigurePainter.MARGIN, inner(), typography.title()) + 1;
        return FigurePainter.block(g, Role.HEADING, subtitle, y, inner(), typography.subtitle()) + 4;
    }

    /** Places the panel, right of the y axis's label and numbers. */
    Rectangle2D place(double top, double height) {
        double tickWidth = scale.ticks().stream()
                .mapToDouble(tick -> typography.tick().width(tick.label()))
                .max()
                .orElse(0);
        double left = FigurePainter.MARGIN + typography.axis().leading() + 3 + tickWidth + 5;
        area = new Rectangle2D.Double(left, top, width - FigurePainter.MARGIN - left, height);
        return area;
    }

    /** Where a value of the y axis is. */
    double y(double value) {
        return area.getMaxY() - (value - scale.low()) / (scale.high() - scale.low()) * area.getHeight();
    }

    /** Horizontal lines with their numbers. */
    void grid() {
        for (ValueScale.Tick tick : scale.ticks()) {
            double y = y(tick.value());
            g.outline(
                    new Line2D.Double(area.getMinX(), y, area.getMaxX(), y),
                    typography.theme().grid(),
                    0.6);
            g.text(
                    tick.label(),
                    area.getMinX() - 5,
                    y + typography.tick().ascent() / 2 - 1,
                    typography.tick(),
                    Anchor.END);
        }
    }

    /** The x axis's line. */
    void base() {
        g.outline(
                new Line2D.Double(area.getMinX(), area.getMaxY(), area.getMaxX(), area.getMaxY()),
                typography.theme().axis(),
                0.8);
    }

    /**
     * Both axes' labels.
     *
     * @param depth height of what stands between the panel and the x axis's label
     * @return their bottom edge
     */
    double labels(String xLabel, String yLabel, double depth) {
        yLabel(yLabel);
        Lettering axis = typography.axis();
        double y = area.getMaxY() + depth + axis.leading();
        g.text(xLabel, area.getCenterX(), y - axis.descent(), axis, Anchor.MIDDLE);
        return y;
    }

    /** The vertical axis's label. */
    void yLabel(String label) {
        Lettering axis = typography.axis();
        double margin = FigurePainter.MARGIN + axis.ascent();
        g.text(label, margin, area.getCenterY(), axis, Anchor.MIDDLE, true);
    }

    /** Ends the page with its caption. */
    Drawing finish(String name, String title, String description, List<String> caption, double top) {
        double y =
                FigurePainter.block(g, Role.CAPTION, String.join(" ", caption), top + 7, inner(), typography.caption());
        return new Drawing(
                name,
                title,
                description,
                width,
                Math.ceil(y + FigurePainter.MARGIN - 2),
                typography.theme().background(),
                g.items());
    }
}
