/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Anchor;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A JFreeChart axis with given range and ticks, which draws its labels with the bundled font. */
final class RuledAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;

    /** Length of a tick mark. */
    static final double MARK = 3;
    /** Distance of a tick mark from its label. */
    static final double DISTANCE = 2.5;

    private final transient Map<Double, String> labels;
    private final transient Typography typography;
    private final transient OptionalDouble gap;
    private final boolean labelled;
    private final boolean upright;

    private RuledAxis(
            double low,
            double high,
            Map<Double, String> labels,
            Typography typography,
            OptionalDouble gap,
            boolean labelled,
            boolean upright) {
        this.labels = labels;
        this.typography = typography;
        this.gap = gap;
        this.labelled = labelled;
        this.upright = upright;
        setAutoRange(false);
        setRange(low, high);
    }

    /** The vertical axis; only the leftmost panel of a row is labelled. */
    static RuledAxis vertical(ValueScale scale, Typography typography, boolean labelled) {
        var labels = new java.util.LinkedHashMap<Double, String>();
        scale.ticks().forEach(tick -> labels.put(tick.value(), tick.label()));
        return new RuledAxis(scale.low(), scale.high(), labels, typography, OptionalDouble.empty(), labelled, false);
    }

    /** The horizontal axis, in shares of the panel's width. */
    static RuledAxis horizontal(DesignPointScale scale, Typography typography) {
        var labels = new java.util.LinkedHashMap<Double, String>();
        scale.places().forEach((level, place) -> labels.put(place, level.label()));
        return new RuledAxis(0, 1, labels, typography, scale.gap(), true, scale.upright());
    }

    /** Height that the horizontal axis takes below its panel. */
    static double depth(DesignPointScale scale, Lettering lettering) {
        double label = scale.upright()
                ? scale.places().keySet().stream()
                        .mapToDouble(level -> lettering.width(level.label()))
                        .max()
                        .orElse(0)
                : lettering.ascent() + lettering.descent();
        return MARK + DISTANCE + label;
    }

    @Override
    public AxisState draw(
            Graphics2D g2,
            double cursor,
            Rectangle2D plotArea,
            Rectangle2D dataArea,
            RectangleEdge edge,
            PlotRenderingInfo info) {
        var recording = (RecordingGraphics) g2;
        var ticks = new ArrayList<NumberTick>();
        labels.forEach((value, label) ->
                ticks.add(new NumberTick(value, label, TextAnchor.TOP_CENTER, TextAnchor.TOP_CENTER, 0)));
        if (RectangleEdge.isTopOrBottom(edge)) {
            drawHorizontal(recording, dataArea, ticks, edge);
        } else {
            drawVertical(recording, dataArea, ticks, edge);
        }
        var state = new AxisState(cursor);
        // JFreeChart draws a grid line for each; the one at the bottom would lie under the axis.
        state.setTicks(
                ticks.stream().filter(tick -> tick.getValue() > getLowerBound()).toList());
        return state;
    }

    private void drawHorizontal(RecordingGraphics g, Rectangle2D area, List<NumberTick> ticks, RectangleEdge edge) {
        double y = area.getMaxY();
        double start = area.getMinX();
        if (gap.isPresent()) {
            double middle = valueToJava2D(gap.getAsDouble(), area, edge);
            g.outline(
                    new Line2D.Double(start, y, middle - 2, y),
                    typography.theme().axis(),
                    0.8);
            start = middle + 2;
            for (double x : new double[] {middle - 2, middle + 2}) {
                g.outline(
                        new Line2D.Double(x - 1.2, y + 2.8, x + 1.2, y - 2.8),
                        typography.theme().axis(),
                        0.8);
            }
        }
        g.outline(
                new Line2D.Double(start, y, area.getMaxX(), y),
                typography.theme().axis(),
                0.8);
        Lettering lettering = typography.tick();
        for (NumberTick tick : ticks) {
            double x = valueToJava2D(tick.getValue(), area, edge);
            g.outline(new Line2D.Double(x, y, x, y + MARK), typography.theme().axis(), 0.8);
            double below = y + MARK + DISTANCE;
            if (upright) {
                g.text(tick.getText(), x + 0.35 * lettering.size(), below, lettering, Anchor.END, true);
            } else {
                g.text(tick.getText(), x, below + 0.8 * lettering.size(), lettering, Anchor.MIDDLE);
            }
        }
    }

    private void drawVertical(RecordingGraphics g, Rectangle2D area, List<NumberTick> ticks, RectangleEdge edge) {
        Lettering lettering = typography.tick();
        if (labelled) {
            for (NumberTick tick : ticks) {
                double y = valueToJava2D(tick.getValue(), area, edge);
                double baseline = y + 0.36 * lettering.size();
                g.text(tick.getText(), area.getMinX() - DISTANCE - 2, baseline, lettering, Anchor.END);
            }
        }
    }
}
