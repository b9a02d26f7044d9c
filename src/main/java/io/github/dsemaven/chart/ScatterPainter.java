/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Anchor;
import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.figure.Scatter;
import io.github.dsemaven.figure.Scatter.Dot;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Lays out and draws a scatter: title, legend, dots with the Pareto front through the best, their names, caption. */
final class ScatterPainter {
    private static final double HEIGHT = 230;
    private static final double RADIUS = 3.2;

    private final Scatter scatter;
    private final Typography typography;
    private final RecordingGraphics g = new RecordingGraphics();
    private final ValueScale xs;
    private final SinglePanel page;
    private final List<Rectangle2D> taken = new ArrayList<>();
    private final List<Rectangle2D> front = new ArrayList<>();
    private Rectangle2D area;

    /**
     * @param widthCm width of the page in centimetres
     */
    ScatterPainter(Scatter scatter, Theme theme, double widthCm) {
        this.scatter = scatter;
        typography = new Typography(theme);
        xs = scale(scatter.dots().stream()
                .mapToDouble(dot -> dot.x() * scatter.x().scale())
                .toArray());
        ValueScale ys = scale(scatter.dots().stream()
                .mapToDouble(dot -> dot.y() * scatter.y().scale())
                .toArray());
        page = new SinglePanel(g, typography, ys, widthCm);
    }

    private static ValueScale scale(double[] values) {
        double least = java.util.Arrays.stream(values).min().orElse(0);
        double most = java.util.Arrays.stream(values).max().orElse(1);
        return ValueScale.of(least, most, true, 5);
    }

    Drawing paint() {
        double y = page.heading(scatter.title(), scatter.subtitle());
        area = page.place(legend(y, page.inner()) + 4, HEIGHT);
        g.group(Role.PANEL, "", this::panel);
        y = page.labels(
                scatter.x().label(), scatter.y().label(), 4 + typography.tick().leading());
        return page.finish(scatter.name(), scatter.title(), description(), scatter.caption(), y);
    }

    private void panel() {
        Theme theme = typography.theme();
        page.grid();
        for (ValueScale.Tick tick : xs.ticks()) {
            double x = x(tick.value());
            g.outline(new Line2D.Double(x, area.getMinY(), x, area.getMaxY()), theme.grid(), 0.6);
            g.text(tick.label(), x, area.getMaxY() + 4 + typography.tick().ascent(), typography.tick(), Anchor.MIDDLE);
        }
        page.base();
        front();
        // the best last, for they must not lie under others
        for (boolean best : new boolean[] {false, true}) {
            for (int i = 0; i < scatter.dots().size(); i++) {
                if (scatter.front().contains(i) == best) {
                    dot(i);
                }
            }
        }
        List<Dot> unnamed =
                scatter.dots().stream().filter(dot -> !dot.label().isEmpty()).toList();
        for (double far : new double[] {0, 12, 24, 36, 48}) {
            unnamed = unnamed.stream().filter(dot -> !label(dot, far)).toList();
        }
    }

    /** Steps, for between two choices there is nothing to choose. */
    private void front() {
        if (scatter.front().size() < 2) {
            return;
        }
        var path = new Path2D.Double();
        double lastX = 0;
        double lastY = 0;
        for (int i = 0; i < scatter.front().size(); i++) {
            Dot dot = scatter.dots().get(scatter.front().get(i));
            double x = x(dot.x() * scatter.x().scale());
            double y = y(dot.y() * scatter.y().scale());
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                // to be as fast as the next, one has to take the next; to be as small as the last, the last
                double cornerX = scatter.x().more() ? lastX : x;
                double cornerY = scatter.x().more() ? y : lastY;
                path.lineTo(cornerX, cornerY);
                path.lineTo(x, y);
                take(lastX, lastY, cornerX, cornerY);
                take(cornerX, cornerY, x, y);
            }
            lastX = x;
            lastY = y;
        }
        g.group(
                Role.LINE,
                "Pareto front",
                () -> g.outline(path, typography.theme().muted(), 1.1, List.of(4.0, 2.5)));
    }

    private void take(double x1, double y1, double x2, double y2) {
        front.add(new Rectangle2D.Double(
                Math.min(x1, x2) - 1, Math.min(y1, y2) - 1, Math.abs(x2 - x1) + 2, Math.abs(y2 - y1) + 2));
    }

    private void dot(int index) {
        Dot dot = scatter.dots().get(index);
        double x = x(dot.x() * scatter.x().scale());
        double y = y(dot.y() * scatter.y().scale());
        boolean best = scatter.front().contains(index);
        double radius = best ? RADIUS * 1.25 : scatter.dots().size() > 60 ? RADIUS * 0.62 : RADIUS;
        taken.add(new Rectangle2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        String tooltip = dot.name() + ": "
                + Quantity.text(dot.x() * scatter.x().scale(), scatter.x().unit()) + ", "
                + Quantity.text(dot.y() * scatter.y().scale(), scatter.y().unit());
        g.group(Role.POINT, tooltip, () -> symbol(dot.group(), x, y, radius, best));
    }

    /** A marker as line figures have it; the best have a rim. */
    private void symbol(int group, double x, double y, double radius, boolean best) {
        Theme theme = typography.theme();
        Look look = Look.of(theme, group);
        var shape = look.marker().at(x, y, radius);
        if (look.hollow()) {
            if (best) {
                g.outline(shape, theme.ink(), 2.8);
            }
            g.fill(shape, theme.background());
            g.outline(shape, look.color(), 1.2);
        } else {
            g.fill(shape, look.color());
            if (best) {
                g.outline(shape, theme.ink(), 0.9);
            }
        }
    }

    /**
     * The name beside a dot, or farther away with a line to it.
     *
     * @return whether there was a place where it covers nothing and its line crosses nothing
     */
    private boolean label(Dot dot, double far) {
        Lettering lettering = typography.legend();
        double x = x(dot.x() * scatter.x().scale());
        double y = y(dot.y() * scatter.y().scale());
        double width = lettering.width(dot.label());
        double height = lettering.ascent() + lettering.descent();
        double[][] places = {
            {x + 7 + far, y - height / 2},
            {x - 7 - far - width, y - height / 2},
            {x - width / 2, y - 7 - far - height},
            {x - width / 2, y + 7 + far},
            {x + 5 + far, y - 6 - far - height},
            {x + 5 + far, y + 6 + far},
            {x - 5 - far - width, y - 6 - far - height},
            {x - 5 - far - width, y + 6 + far},
            {x + 5 + 2 * far, y - 6 - far / 2 - height},
            {x + 5 + 2 * far, y + 6 + far / 2}
        };
        for (double[] place : places) {
            var box = new Rectangle2D.Double(place[0], place[1], width, height);
            var line = lead(x, y, box);
            boolean free = area.contains(box)
                    && front.stream().noneMatch(box::intersects)
                    && taken.stream()
                            .noneMatch(other -> box.intersects(other)
                                    || far > 0 && !other.contains(x, y) && line.intersects(other));
            if (free) {
                taken.add(box);
                if (far > 0) {
                    g.outline(line, typography.theme().muted(), 0.6);
                }
                g.text(dot.label(), place[0], place[1] + lettering.ascent(), lettering, Anchor.START);
                return true;
            }
        }
        return false;
    }

    /** A thin line from a dot's edge to the nearest point of its name. */
    private static Line2D lead(double x, double y, Rectangle2D box) {
        double toX = Math.max(box.getMinX() - 1, Math.min(x, box.getMaxX() + 1));
        double toY = Math.max(box.getMinY(), Math.min(y, box.getMaxY()));
        double length = Math.hypot(toX - x, toY - y);
        double fromX = x + (toX - x) * RADIUS / length;
        double fromY = y + (toY - y) * RADIUS / length;
        return new Line2D.Double(fromX, fromY, toX, toY);
    }

    private double legend(double top, double inner) {
        Lettering lettering = typography.legend();
        double x = FigurePainter.MARGIN;
        double y = top;
        g.text(scatter.groupLabel(), x, y + lettering.ascent(), typography.legendTitle(), Anchor.START);
        x += typography.legendTitle().width(scatter.groupLabel()) + 10;
        for (int i = 0; i < scatter.groups().size(); i++) {
            String name = scatter.groups().get(i);
            double width = 11 + lettering.width(name) + 13;
            if (x + width > FigurePainter.MARGIN + inner && x > FigurePainter.MARGIN) {
                x = FigurePainter.MARGIN;
                y += lettering.leading();
            }
            double at = x;
            double line = y;
            int group = i;
            g.group(Role.LEGEND, "", () -> {
                symbol(group, at + 4, line + lettering.ascent() / 2 + 1, RADIUS, false);
                g.text(name, at + 11, line + lettering.ascent(), lettering, Anchor.START);
            });
            x += width;
        }
        return y + lettering.leading();
    }

    private String description() {
        String best = scatter.front().size() > 1
                ? " On the Pareto front: "
                        + String.join(
                                "; ",
                                scatter.front().stream()
                                        .limit(8)
                                        .map(i -> scatter.dots().get(i).name())
                                        .toList())
                        + "."
                : "";
        return "Scatter of " + scatter.y().label() + " against " + scatter.x().label() + ", "
                + scatter.dots().size()
                + " dots, " + scatter.groupLabel() + " " + String.join(", ", scatter.groups()) + "." + best + " "
                + String.join(" ", scatter.caption());
    }

    private double x(double value) {
        return area.getMinX() + (value - xs.low()) / (xs.high() - xs.low()) * area.getWidth();
    }

    private double y(double value) {
        return page.y(value);
    }
}
