/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart.raster;

import java.util.Arrays;

/**
 * How much of each pixel polygons cover, exactly: every edge adds to each row the signed area to its right, and a running
 * sum over the row is the covered part times the winding number. Polygons of one orientation that overlap count once
 * ({@code min(1, |sum|)}); so do a glyph's holes, which run the other way.
 */
final class Coverage implements Polylines.Sink {
    private final int width;
    private final int height;
    /** Changes of the running sum; two columns more than the page, for edges at its right border. */
    private final float[] change;

    private final int stride;
    /** First and last column changed in each row; nothing where first is past last. */
    private final int[] first;

    private final int[] last;
    private int top;
    private int bottom;

    /** Takes the covered parts of rows. */
    interface Sink {
        /** A run of pixels of one coverage, greater than 0 and at most 1. */
        void run(int row, int from, int to, float coverage);
    }

    Coverage(int width, int height) {
        this.width = width;
        this.height = height;
        stride = width + 2;
        change = new float[stride * height];
        first = new int[height];
        last = new int[height];
        Arrays.fill(first, stride);
        Arrays.fill(last, -1);
        top = height;
        bottom = 0;
    }

    @Override
    public void polyline(double[] xs, double[] ys, int size, boolean closed) {
        polygon(xs, ys, size);
    }

    /** Adds a polygon; it is closed by itself. */
    void polygon(double[] xs, double[] ys, int size) {
        for (int i = 0, j = size - 1; i < size; j = i++) {
            edge(xs[j], ys[j], xs[i], ys[i]);
        }
    }

    /** Adds an edge of a polygon. */
    void edge(double x0, double y0, double x1, double y1) {
        if (y0 < y1) {
            edge(x0, y0, x1, y1, 1);
        } else if (y1 < y0) {
            edge(x1, y1, x0, y0, -1);
        }
    }

    private void edge(double x0, double y0, double x1, double y1, int direction) {
        double slope = (x1 - x0) / (y1 - y0);
        double from = Math.max(y0, 0);
        double to = Math.min(y1, height);
        if (from >= to) {
            return;
        }
        int begin = (int) from;
        int end = Math.min(height, (int) Math.ceil(to));
        top = Math.min(top, begin);
        bottom = Math.max(bottom, end);
        double x = x0 + slope * (from - y0);
        for (int row = begin; row < end; row++) {
            double next = Math.min(row + 1, to);
            double nextX = x0 + slope * (next - y0);
            row(row, clamp(x), clamp(nextX), direction * (next - Math.max(row, from)));
            x = nextX;
        }
    }

    /** What is left of the page covers all of it, what is right of it nothing. */
    private double clamp(double x) {
        return Math.min(Math.max(x, 0), width);
    }

    /** An edge's part in one row, of signed height {@code area}: each column gets the part of it that lies there. */
    private void row(int row, double xa, double xb, double area) {
        double left = Math.min(xa, xb);
        double right = Math.max(xa, xb);
        int from = (int) left;
        int to = (int) right;
        int base = row * stride;
        first[row] = Math.min(first[row], from);
        last[row] = Math.max(last[row], to + 1);
        if (from == to) {
            double covered = area * (1 - ((left + right) / 2 - from));
            change[base + from] += (float) covered;
            change[base + from + 1] += (float) (area - covered);
            return;
        }
        double perColumn = area / (right - left);
        double before = 0;
        double height = 0;
        for (int column = from; column <= to; column++) {
            double start = Math.max(left, column);
            double stop = Math.min(right, column + 1);
            double part = perColumn * (stop - start);
            double covered = height + part * (1 - ((start + stop) / 2 - column));
            change[base + column] += (float) (covered - before);
            before = covered;
            height += part;
        }
        change[base + to + 1] += (float) (area - before);
    }

    /** Hands on what was added since the last call, and forgets it. */
    void drain(Sink sink) {
        for (int row = top; row < bottom; row++) {
            drain(row, sink);
        }
        top = height;
        bottom = 0;
    }

    private void drain(int row, Sink sink) {
        int base = row * stride;
        int end = Math.min(last[row], width - 1);
        float sum = 0;
        int start = first[row];
        float level = 0;
        for (int column = first[row]; column <= end; column++) {
            float step = change[base + column];
            if (step != 0) {
                sum += step;
                float now = level(sum);
                if (now != level) {
                    hand(sink, row, start, column, level);
                    start = column;
                    level = now;
                }
            }
        }
        hand(sink, row, start, end + 1, level);
        if (first[row] <= last[row]) {
            Arrays.fill(change, base + first[row], base + last[row] + 1, 0);
        }
        first[row] = stride;
        last[row] = -1;
    }

    private static void hand(Sink sink, int row, int from, int to, float level) {
        if (level > 0 && from < to) {
            sink.run(row, from, to, level);
        }
    }

    /** Sums of floats miss 0 and 1 by rounding; a pixel has 255 levels. */
    private static float level(float sum) {
        float covered = Math.abs(sum);
        if (covered < 1 / 1024f) {
            return 0;
        }
        return covered > 1 - 1 / 1024f ? 1 : covered;
    }
}
