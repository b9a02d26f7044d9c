/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Anchor;
import io.github.dsemaven.chart.Drawing.Item;
import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.diagnostic.Printable;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Takes down what JFreeChart and we draw, as a {@link Drawing}, so that a figure is laid out once for all formats.
 * Text comes by {@link #text}: JFreeChart's own text methods would need AWT's fonts. Clips are not kept, for nothing is
 * drawn outside its panel.
 */
final class RecordingGraphics extends ShapeGraphics {
    private final Deque<List<Item>> open;

    RecordingGraphics() {
        open = new ArrayDeque<>();
        open.push(new ArrayList<>());
    }

    private RecordingGraphics(RecordingGraphics original) {
        super(original);
        open = original.open;
    }

    /** Everything drawn so far. */
    List<Item> items() {
        if (open.size() != 1) {
            throw new IllegalStateException("a group is still open");
        }
        return List.copyOf(open.peek());
    }

    /** Draws what belongs together. */
    void group(Role role, String tooltip, Runnable content) {
        open.push(new ArrayList<>());
        content.run();
        List<Item> items = open.pop();
        if (!items.isEmpty()) {
            add(new Drawing.Group(role, tooltip, items));
        }
    }

    /** A line of text with its baseline at y. */
    void text(String text, double x, double y, Lettering lettering, Anchor anchor) {
        text(text, x, y, lettering, anchor, false);
    }

    /** A line of text, from bottom to top where {@code upward}. */
    void text(String text, double x, double y, Lettering lettering, Anchor anchor, boolean upward) {
        if (!text.isBlank()) {
            add(new Drawing.Text(Printable.line(text), x, y, lettering, anchor, upward));
        }
    }

    /** A filled shape. */
    void fill(Shape shape, Color color) {
        add(new Drawing.Fill(shape, color));
    }

    /** A solid outline. */
    void outline(Shape shape, Color color, double width) {
        outline(shape, color, width, List.of());
    }

    /** An outline with dashes. */
    void outline(Shape shape, Color color, double width, List<Double> dash) {
        add(new Drawing.Outline(shape, color, width, dash));
    }

    @Override
    public void draw(Shape shape) {
        if (getStroke() instanceof BasicStroke stroke) {
            var dash = new ArrayList<Double>();
            if (stroke.getDashArray() != null) {
                for (float length : stroke.getDashArray()) {
                    dash.add((double) length);
                }
            }
            outline(placed(shape), color(), stroke.getLineWidth(), List.copyOf(dash));
        } else {
            fill(placed(getStroke().createStrokedShape(shape)), color());
        }
    }

    @Override
    public void fill(Shape shape) {
        fill(placed(shape), color());
    }

    private void add(Item item) {
        open.peek().add(item);
    }

    private Shape placed(Shape shape) {
        return new Path2D.Double(shape, getTransform());
    }

    private Color color() {
        Color color = getPaint() instanceof Color paint ? paint : getColor();
        if (getComposite() instanceof AlphaComposite composite && composite.getAlpha() < 1) {
            int alpha = Math.round(color.getAlpha() * composite.getAlpha());
            return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
        }
        return color;
    }

    @Override
    public Graphics create() {
        return new RecordingGraphics(this);
    }
}
