/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart.raster;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.Arrays;

/**
 * A page of pixels to fill and stroke shapes on, antialiased by exact coverage. Java 2D would do it too, but with other
 * pixels from one JDK to the next, and its start (native libraries, pipelines, a rasterizer that is compiled seven times)
 * takes longer than drawing a figure.
 *
 * <p>Coordinates are pixels, y downwards; colours are blended as sRGB values, as browsers and Java 2D do. Only
 * additions, multiplications, divisions and square roots are used, which every JVM rounds alike.
 */
public final class Pixels {
    private final int width;
    private final int height;
    /** 0xRRGGBB by rows from the top. */
    private final int[] rgb;

    private final Coverage coverage;

    /** A page of one colour. */
    public Pixels(int width, int height, Color background) {
        this.width = width;
        this.height = height;
        rgb = new int[width * height];
        Arrays.fill(rgb, background.getRGB() & 0xffffff);
        coverage = new Coverage(width, height);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The pixel's 0xRRGGBB. */
    public int rgb(int x, int y) {
        return rgb[y * width + x];
    }

    /**
     * Copies a row as bytes, three a pixel: red, green, blue.
     *
     * @param offset where in {@code target} the row starts
     */
    public void copyRow(int y, byte[] target, int offset) {
        int at = offset;
        for (int i = y * width; i < (y + 1) * width; i++) {
            int pixel = rgb[i];
            target[at++] = (byte) (pixel >> 16);
            target[at++] = (byte) (pixel >> 8);
            target[at++] = (byte) pixel;
        }
    }

    /**
     * Fills a shape; overlapping parts count once, parts that run the other way around are holes.
     *
     * @param transform from the shape's units to pixels
     */
    public void fill(Shape shape, AffineTransform transform, Color color) {
        cover(shape, transform);
        paint(color);
    }

    /**
     * Adds a shape to what {@link #paint} will fill in one go.
     *
     * @param transform from the shape's units to pixels
     */
    public void cover(Shape shape, AffineTransform transform) {
        Polylines.read(shape, transform, coverage);
    }

    /**
     * Strokes a shape: straight ends, mitred corners.
     *
     * @param scale pixels a unit of the shape, the width and the dashes
     * @param lineWidth in the shape's units
     * @param dash lengths drawn and left out in turn, in the shape's units; empty for a solid line
     */
    public void stroke(Shape shape, double scale, double lineWidth, double[] dash, Color color) {
        double[] dashes = new double[dash.length];
        for (int i = 0; i < dash.length; i++) {
            dashes[i] = dash[i] * scale;
        }
        var pen = new Pen(coverage, lineWidth * scale, dashes);
        Polylines.read(shape, AffineTransform.getScaleInstance(scale, scale), pen);
        paint(color);
    }

    /** Fills what was covered since the last painting. */
    public void paint(Color color) {
        int source = color.getRGB() & 0xffffff;
        float alpha = color.getAlpha() / 255f;
        coverage.drain((row, rows, from, to, covered) -> {
            int weight = (int) (covered * alpha * 256 + 0.5f);
            for (int line = row * width; line < (row + rows) * width; line += width) {
                run(line + from, line + to, source, weight);
            }
        });
    }

    private void run(int from, int to, int source, int weight) {
        if (weight == 256) {
            Arrays.fill(rgb, from, to, source);
            return;
        }
        int before = -1;
        int blended = 0;
        for (int i = from; i < to; i++) {
            if (rgb[i] != before) {
                before = rgb[i];
                blended = blend(before, source, weight);
            }
            rgb[i] = blended;
        }
    }

    /** {@code (target * (256 - weight) + source * weight) / 256} for each channel, rounded. */
    private static int blend(int target, int source, int weight) {
        int rest = 256 - weight;
        int red = (target >> 16) * rest + (source >> 16) * weight + 128 >> 8;
        int green = (target >> 8 & 0xff) * rest + (source >> 8 & 0xff) * weight + 128 >> 8;
        int blue = (target & 0xff) * rest + (source & 0xff) * weight + 128 >> 8;
        return red << 16 | green << 8 | blue;
    }
}
