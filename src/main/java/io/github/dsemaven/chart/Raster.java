/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Fill;
import io.github.dsemaven.chart.Drawing.Group;
import io.github.dsemaven.chart.Drawing.Item;
import io.github.dsemaven.chart.Drawing.Outline;
import io.github.dsemaven.chart.Drawing.Text;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** A drawing as pixels; letters are filled outlines, the same on every machine. */
final class Raster {
    /** SVG's default. */
    private static final float MITER_LIMIT = 4;

    private Raster() {}

    /** The image at a resolution in dots per inch. */
    static BufferedImage of(Drawing drawing, int dpi) {
        double scale = dpi / 72.0;
        int width = (int) Math.round(drawing.width() * scale);
        int height = (int) Math.round(drawing.height() * scale);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(drawing.background());
        g.fillRect(0, 0, width, height);
        g.scale(scale, scale);
        drawing.items().forEach(item -> draw(g, item));
        g.dispose();
        return image;
    }

    /** Draws shapes and letters with the usual means of Java 2D. */
    static void draw(Graphics2D g, Item item) {
        if (item instanceof Fill fill) {
            g.setColor(fill.color());
            g.fill(fill.shape());
        } else if (item instanceof Outline outline) {
            g.setColor(outline.color());
            g.setStroke(stroke(outline));
            g.draw(outline.shape());
        } else if (item instanceof Text text) {
            g.setColor(text.lettering().color());
            g.fill(letters(text));
        } else if (item instanceof Group group) {
            group.items().forEach(member -> draw(g, member));
        }
    }

    static BasicStroke stroke(Outline outline) {
        float[] dash = new float[outline.dash().size()];
        for (int i = 0; i < dash.length; i++) {
            dash[i] = outline.dash().get(i).floatValue();
        }
        return new BasicStroke(
                (float) outline.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_MITER,
                MITER_LIMIT,
                dash.length == 0 ? null : dash,
                0);
    }

    private static Shape letters(Text text) {
        Lettering lettering = text.lettering();
        var place = new AffineTransform();
        place.translate(text.x(), text.y());
        if (text.upward()) {
            place.rotate(-Math.PI / 2);
        }
        place.translate(text.anchor().start(text.width()), 0);
        place.scale(lettering.size(), lettering.size());
        return place.createTransformedShape(Typeface.of(lettering.bold()).outline(text.text()));
    }
}
