/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart.raster;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;

/** Reads a shape as straight lines: each subpath is handed on as a list of points, curves cut to within a tolerance. */
final class Polylines {
    /** How far a line may be from its curve, in pixels: less than a level of 256 over a pixel's width. */
    private static final double TOLERANCE = 0.03;

    private static final int MOST_PIECES = 256;

    private final Sink sink;
    private double[] xs = new double[64];
    private double[] ys = new double[64];
    private int size;

    /** Takes subpaths. */
    interface Sink {
        /**
         * A subpath of at least two points; the arrays are used again after the call.
         *
         * @param closed whether the last point is joined to the first
         */
        void polyline(double[] xs, double[] ys, int size, boolean closed);
    }

    private Polylines(Sink sink) {
        this.sink = sink;
    }

    /** Hands on every subpath of a shape, transformed. */
    static void read(Shape shape, AffineTransform transform, Sink sink) {
        new Polylines(sink).read(shape.getPathIterator(transform));
    }

    private void read(PathIterator path) {
        double[] c = new double[6];
        for (; !path.isDone(); path.next()) {
            switch (path.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> {
                    finish(false);
                    add(c[0], c[1]);
                }
                case PathIterator.SEG_LINETO -> add(c[0], c[1]);
                case PathIterator.SEG_QUADTO -> quadratic(c[0], c[1], c[2], c[3]);
                case PathIterator.SEG_CUBICTO -> cubic(c);
                default -> close();
            }
        }
        finish(false);
    }

    /** After a close without a move, the path goes on from the subpath's first point. */
    private void close() {
        double x = xs[0];
        double y = ys[0];
        finish(true);
        add(x, y);
    }

    private void finish(boolean closed) {
        int points = size;
        if (closed && points > 1 && xs[0] == xs[points - 1] && ys[0] == ys[points - 1]) {
            points--;
        }
        if (points > 1) {
            sink.polyline(xs, ys, points, closed);
        }
        size = 0;
    }

    private void add(double x, double y) {
        if (size > 0 && xs[size - 1] == x && ys[size - 1] == y) {
            return;
        }
        if (size == xs.length) {
            xs = java.util.Arrays.copyOf(xs, 2 * size);
            ys = java.util.Arrays.copyOf(ys, 2 * size);
        }
        xs[size] = x;
        ys[size++] = y;
    }

    /** A chord of one of n equal pieces is at most |p0 - 2 p1 + p2| / (4 n^2) from the curve. */
    private void quadratic(double x1, double y1, double x2, double y2) {
        double x0 = xs[size - 1];
        double y0 = ys[size - 1];
        int pieces = pieces(bend(x0, y0, x1, y1, x2, y2) / 4);
        for (int i = 1; i < pieces; i++) {
            double t = (double) i / pieces;
            double s = 1 - t;
            add(s * s * x0 + 2 * s * t * x1 + t * t * x2, s * s * y0 + 2 * s * t * y1 + t * t * y2);
        }
        add(x2, y2);
    }

    /** The second derivative is at most 6 times the larger bend of the control polygon; a chord is an eighth of it off. */
    private void cubic(double[] c) {
        double x0 = xs[size - 1];
        double y0 = ys[size - 1];
        double bend = Math.max(bend(x0, y0, c[0], c[1], c[2], c[3]), bend(c[0], c[1], c[2], c[3], c[4], c[5]));
        int pieces = pieces(0.75 * bend);
        for (int i = 1; i < pieces; i++) {
            double t = (double) i / pieces;
            double s = 1 - t;
            double a = s * s * s;
            double b = 3 * s * s * t;
            double d = 3 * s * t * t;
            double e = t * t * t;
            add(a * x0 + b * c[0] + d * c[2] + e * c[4], a * y0 + b * c[1] + d * c[3] + e * c[5]);
        }
        add(c[4], c[5]);
    }

    private static double bend(double x0, double y0, double x1, double y1, double x2, double y2) {
        double x = x0 - 2 * x1 + x2;
        double y = y0 - 2 * y1 + y2;
        return Math.sqrt(x * x + y * y);
    }

    private static int pieces(double distance) {
        return Math.min(MOST_PIECES, Math.max(1, (int) Math.ceil(Math.sqrt(distance / TOLERANCE))));
    }
}
