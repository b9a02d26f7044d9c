/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart.raster;

import java.util.Arrays;

/**
 * Lines as polygons: a rectangle for each piece, a mitre or bevel where two meet. All run the same way around, so that
 * {@link Coverage} counts their overlaps once. Ends are cut straight; dashes start anew with each subpath.
 */
final class Pen implements Polylines.Sink {
    /** SVG's default: a mitre longer than four line widths becomes a bevel. */
    private static final double MITER_LIMIT = 4;

    /** Turns of less than 60 degrees, as between the pieces of a curve, are cut along the mitre on both sides. */
    private static final double GENTLE = 0.5;

    private final Coverage coverage;
    private final double half;
    private final double[] dash;
    private final double[] px = new double[4];
    private final double[] py = new double[4];
    /** Of the turn looked at last: half a width across each piece and along the mitre. */
    private double inNormalX;

    private double inNormalY;
    private double outNormalX;
    private double outNormalY;
    private double mitreX;
    private double mitreY;
    private double cross;
    private double cosine;
    private boolean gentle;

    /**
     * @param width in pixels
     * @param dash lengths drawn and left out in turn, in pixels; empty for a solid line
     */
    Pen(Coverage coverage, double width, double[] dash) {
        this.coverage = coverage;
        this.half = width / 2;
        this.dash = dash;
    }

    @Override
    public void polyline(double[] xs, double[] ys, int size, boolean closed) {
        if (dash.length == 0) {
            solid(xs, ys, size, closed);
            return;
        }
        double[] x = Arrays.copyOf(xs, size + 1);
        double[] y = Arrays.copyOf(ys, size + 1);
        x[size] = x[0];
        y[size] = y[0];
        dashed(x, y, closed ? size + 1 : size);
    }

    private void solid(double[] xs, double[] ys, int size, boolean closed) {
        int pieces = closed ? size : size - 1;
        for (int i = 0; i < pieces; i++) {
            int next = (i + 1) % size;
            boolean first = i == 0 && !closed;
            boolean last = next == size - 1 && !closed;
            piece(xs, ys, first ? -1 : (i + size - 1) % size, i, next, last ? -1 : (next + 1) % size);
            if (!last) {
                join(xs, ys, i, next, (next + 1) % size);
            }
        }
    }

    private void dashed(double[] xs, double[] ys, int size) {
        double[] x = new double[size + 1];
        double[] y = new double[size + 1];
        x[0] = xs[0];
        y[0] = ys[0];
        int points = 1;
        int index = 0;
        double left = dash[0];
        for (int i = 1; i < size; i++) {
            double length = Math.sqrt(square(xs[i] - xs[i - 1]) + square(ys[i] - ys[i - 1]));
            double at = 0;
            while (length - at > left) {
                at += left;
                x[points] = xs[i - 1] + (xs[i] - xs[i - 1]) * at / length;
                y[points] = ys[i - 1] + (ys[i] - ys[i - 1]) * at / length;
                if (index % 2 == 0) {
                    solid(x, y, points + 1, false);
                }
                x[0] = x[points];
                y[0] = y[points];
                points = 1;
                index++;
                left = dash[index % dash.length];
            }
            left -= length - at;
            x[points] = xs[i];
            y[points++] = ys[i];
        }
        if (index % 2 == 0 && points > 1) {
            solid(x, y, points, false);
        }
    }

    private static double square(double value) {
        return value * value;
    }

    /** The rectangle from b to c; where it meets a or d in a gentle turn, its end is cut along the mitre. */
    private void piece(double[] xs, double[] ys, int a, int b, int c, int d) {
        double length = Math.sqrt(square(xs[c] - xs[b]) + square(ys[c] - ys[b]));
        if (length == 0) {
            return;
        }
        double nx = -(ys[c] - ys[b]) / length * half;
        double ny = (xs[c] - xs[b]) / length * half;
        boolean cut = a >= 0 && turn(xs, ys, a, b, c) && gentle;
        double mx = cut ? mitreX : nx;
        double my = cut ? mitreY : ny;
        point(0, xs[b] + mx, ys[b] + my);
        point(1, xs[b] - mx, ys[b] - my);
        cut = d >= 0 && turn(xs, ys, b, c, d) && gentle;
        mx = cut ? mitreX : nx;
        my = cut ? mitreY : ny;
        point(2, xs[c] - mx, ys[c] - my);
        point(3, xs[c] + mx, ys[c] + my);
        coverage.polygon(px, py, 4);
    }

    /** Looks at the turn at b; false where there is none. */
    private boolean turn(double[] xs, double[] ys, int a, int b, int c) {
        double inX = xs[b] - xs[a];
        double inY = ys[b] - ys[a];
        double outX = xs[c] - xs[b];
        double outY = ys[c] - ys[b];
        double in = Math.sqrt(square(inX) + square(inY));
        double out = Math.sqrt(square(outX) + square(outY));
        if (in == 0 || out == 0) {
            return false;
        }
        inNormalX = -inY / in * half;
        inNormalY = inX / in * half;
        outNormalX = -outY / out * half;
        outNormalY = outX / out * half;
        cross = inX * outY - inY * outX;
        cosine = (inX * outX + inY * outY) / (in * out);
        mitreX = (inNormalX + outNormalX) / (1 + cosine);
        mitreY = (inNormalY + outNormalY) / (1 + cosine);
        double reach = half * Math.sqrt(Math.max(0, 1 - cosine) / (1 + cosine));
        gentle = cosine > GENTLE && reach <= Math.min(in, out) / 2;
        return cross != 0;
    }

    /** Fills the wedge between the outer edges of two pieces that meet, unless both were cut along the mitre. */
    private void join(double[] xs, double[] ys, int a, int b, int c) {
        if (!turn(xs, ys, a, b, c) || gentle) {
            return;
        }
        double side = cross > 0 ? -1 : 1;
        point(0, xs[b], ys[b]);
        point(1, xs[b] + side * inNormalX, ys[b] + side * inNormalY);
        int corners = 2;
        if (1 + cosine > 0 && 2 / (1 + cosine) <= MITER_LIMIT * MITER_LIMIT) {
            point(corners++, xs[b] + side * mitreX, ys[b] + side * mitreY);
        }
        point(corners++, xs[b] + side * outNormalX, ys[b] + side * outNormalY);
        orient(corners);
        coverage.polygon(px, py, corners);
    }

    private void point(int index, double x, double y) {
        px[index] = x;
        py[index] = y;
    }

    /** Turns the polygon to run as pieces do. */
    private void orient(int corners) {
        double area = 0;
        for (int i = 0, j = corners - 1; i < corners; j = i++) {
            area += px[j] * py[i] - px[i] * py[j];
        }
        if (area < 0) {
            for (int i = 1, j = corners - 1; i < j; i++, j--) {
                double x = px[i];
                double y = py[i];
                point(i, px[j], py[j]);
                point(j, x, y);
            }
        }
    }
}
