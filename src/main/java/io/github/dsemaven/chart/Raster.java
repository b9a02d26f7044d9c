/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Fill;
import io.github.dsemaven.chart.Drawing.Group;
import io.github.dsemaven.chart.Drawing.Item;
import io.github.dsemaven.chart.Drawing.Outline;
import io.github.dsemaven.chart.Drawing.Text;
import io.github.dsemaven.chart.raster.Pixels;
import java.awt.geom.AffineTransform;

/** A drawing as pixels; letters are filled outlines, the same on every machine. */
final class Raster {
    private final Pixels pixels;
    private final double scale;

    private Raster(Pixels pixels, double scale) {
        this.pixels = pixels;
        this.scale = scale;
    }

    /** The image at a resolution in dots per inch. */
    static Pixels of(Drawing drawing, int dpi) {
        double scale = dpi / 72.0;
        int width = (int) Math.round(drawing.width() * scale);
        int height = (int) Math.round(drawing.height() * scale);
        var pixels = new Pixels(width, height, drawing.background());
        var raster = new Raster(pixels, scale);
        for (Item item : drawing.items()) {
            raster.draw(item);
        }
        return pixels;
    }

    private void draw(Item item) {
        if (item instanceof Fill fill) {
            pixels.fill(fill.shape(), AffineTransform.getScaleInstance(scale, scale), fill.color());
        } else if (item instanceof Outline outline) {
            pixels.stroke(outline.shape(), scale, outline.width(), dash(outline), outline.color());
        } else if (item instanceof Text text) {
            draw(text);
        } else if (item instanceof Group group) {
            for (Item member : group.items()) {
                draw(member);
            }
        }
    }

    private static double[] dash(Outline outline) {
        double[] dash = new double[outline.dash().size()];
        for (int i = 0; i < dash.length; i++) {
            dash[i] = outline.dash().get(i);
        }
        return dash;
    }

    private void draw(Text text) {
        var place = AffineTransform.getScaleInstance(scale, scale);
        text.letters(place, pixels::cover);
        pixels.paint(text.lettering().color());
    }
}
