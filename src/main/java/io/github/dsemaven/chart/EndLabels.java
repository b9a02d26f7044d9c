/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Anchor;
import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.chart.Encoding.DrawnLine;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Labels right of the lines' ends instead of a legend, moved apart where ends lie close, each with a leader. */
final class EndLabels {
    private static final int MOST = 8;
    private static final double LEADER = 16;
    private static final double WIDEST_SHARE = 0.36;

    private EndLabels() {}

    /** Whether labels are possible: one panel, few lines told apart by hue only, all of which end at the last point. */
    static boolean suit(Figure figure, Encoding encoding, List<List<DrawnLine>> lines, List<Level> levels) {
        if (figure.panels().size() != 1 || encoding.styled() || encoding.hues().size() > MOST || levels.isEmpty()) {
            return false;
        }
        Level last = levels.get(levels.size() - 1);
        return !lines.get(0).isEmpty()
                && lines.get(0).stream()
                        .allMatch(line -> line.cells().size() == 1
                                && line.series()
                                        .points()
                                        .get(line.series().points().size() - 1)
                                        .x()
                                        .equals(last));
    }

    /** Width of the column of labels. */
    static double width(Encoding encoding, Typography typography, double inner) {
        return LEADER
                + encoding.hues().stream()
                        .flatMap(hue -> wrapped(hue, typography, inner).stream())
                        .mapToDouble(typography.legend()::width)
                        .max()
                        .orElse(0);
    }

    private static List<String> wrapped(LevelClass hue, Typography typography, double inner) {
        return typography.legend().wrap(hue.label(), WIDEST_SHARE * inner);
    }

    private static final class Label {
        private final Point2D end;
        private final Color color;
        private final List<String> text;
        private final double height;
        private double top;

        Label(Point2D end, Color color, List<String> text, double leading) {
            this.end = end;
            this.color = color;
            this.text = text;
            height = text.size() * leading;
            top = end.getY() - height / 2;
        }
    }

    static void draw(
            RecordingGraphics g,
            Encoding encoding,
            Typography typography,
            List<DrawnLine> lines,
            Function<DrawnLine, Point2D> end,
            Rectangle2D area,
            double inner) {
        Lettering lettering = typography.legend();
        var labels = new ArrayList<Label>();
        for (DrawnLine line : lines) {
            LevelClass hue = encoding.hues().get(line.cells().get(0).hue());
            Color color = encoding.look(line.cells().get(0)).color();
            labels.add(new Label(end.apply(line), color, wrapped(hue, typography, inner), lettering.leading()));
        }
        labels.sort(Comparator.comparingDouble(label -> label.top + label.height / 2));
        separate(labels, area.getMinY() - 4, area.getMaxY() + 6);
        for (Label label : labels) {
            double x = area.getMaxX() + LEADER;
            double middle = label.top + label.height / 2;
            g.group(Role.LEGEND, "", () -> g.outline(leader(label.end, x - 3, middle), label.color, 0.9));
            double y = label.top + lettering.leading() / 2 + 0.36 * lettering.size();
            for (String text : label.text) {
                g.text(text, x, y, lettering, Anchor.START);
                y += lettering.leading();
            }
        }
    }

    /** Straight, for Java versions differ in how they join nearly straight lines. */
    private static Line2D leader(Point2D end, double x, double y) {
        return new Line2D.Double(end.getX() + 5, end.getY(), x, y);
    }

    /** Moves overlapping labels apart as little as possible: merges them to blocks centred on their ends. */
    private static void separate(List<Label> labels, double top, double bottom) {
        boolean moved = true;
        for (int round = 0; moved && round < 50; round++) {
            moved = false;
            for (int i = 1; i < labels.size(); i++) {
                Label above = labels.get(i - 1);
                Label below = labels.get(i);
                double overlap = above.top + above.height - below.top;
                if (overlap > 0.01) {
                    above.top -= overlap / 2;
                    below.top += overlap / 2;
                    moved = true;
                }
            }
        }
        double y = top;
        for (Label label : labels) {
            label.top = Math.max(label.top, y);
            y = label.top + label.height;
        }
        double limit = bottom;
        for (int i = labels.size() - 1; i >= 0; i--) {
            Label label = labels.get(i);
            label.top = Math.min(label.top, limit - label.height);
            limit = label.top;
        }
    }
}
