/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart.raster;

import java.util.Arrays;

/**
 * How much of each pixel polygons cover, exactly: every edge adds to each row the signed area to its right, and a running
 * sum over the row is the covered part times the winding number. Polygons of one orientation that overlap count once
 * ({@code min(1, |sum|)}); so do a glyph's holes, which run the other way.
 *
 * <p>Polygons are collected and then counted within the rectangle around them, which for a marker or a line stays in a
 * core's cache where a page does not.
 */
final class Coverage implements Polylines.Sink {
    /** A larger rectangle is not kept for the next shape, in pixels. */
    private static final int MOST_KEPT = 1 << 20;

    private final int width;
    private final int height;

    /** Corners of the polygons, x and y in turn, and where in them each polygon ends. */
    private double[] corners = new double[128];

    private int[] ends = new int[16];
    private int polygons;
    private double leastX = Double.POSITIVE_INFINITY;
    private double mostX = Double.NEGATIVE_INFINITY;
    private double leastY = Double.POSITIVE_INFINITY;
    private double mostY = Double.NEGATIVE_INFINITY;

    /** Changes of the running sum by rows of the rectangle; zero between shapes. */
    private float[] change = {};

    private int left;
    private int top;
    private int bottom;
    /** First of the rows that are alike, and the one after the last; none where it is negative. */
    private int alike = -1;

    private int alikeEnd;
    /** Length of a row; two columns more than the rectangle, for edges at its right border. */
    private int stride;
    /** First and last column of the page changed in each row; nothing where first is past last. */
    private int[] first = {};

    private int[] last = {};

    /** Takes the covered parts of rows. */
    interface Sink {
        /** A run of pixels of one coverage, greater than 0 and at most 1, the same in {@code rows} rows from the given. */
        void run(int row, int rows, int from, int to, float coverage);
    }

    Coverage(int width, int height) {
        this.width = width;
        this.height = height;
    }

    @Override
    public void polyline(double[] xs, double[] ys, int size, boolean closed) {
        polygon(xs, ys, size);
    }

    /** Adds a polygon; it is closed by itself. */
    void polygon(double[] xs, double[] ys, int size) {
        int end = polygons == 0 ? 0 : ends[polygons - 1];
        if (end + 2 * size > corners.length) {
            corners = Arrays.copyOf(corners, 2 * (end + 2 * size));
        }
        if (polygons == ends.length) {
            ends = Arrays.copyOf(ends, 2 * polygons);
        }
        for (int i = 0; i < size; i++) {
            corners[end++] = xs[i];
            corners[end++] = ys[i];
            leastX = Math.min(leastX, xs[i]);
            mostX = Math.max(mostX, xs[i]);
            leastY = Math.min(leastY, ys[i]);
            mostY = Math.max(mostY, ys[i]);
        }
        ends[polygons++] = end;
    }

    /** Hands on what was added since the last call, and forgets it. */
    void drain(Sink sink) {
        top = (int) Math.max(leastY, 0);
        bottom = (int) Math.ceil(Math.min(mostY, height));
        if (polygons > 0 && top < bottom) {
            frame();
            alike();
            for (int polygon = 0; polygon < polygons; polygon++) {
                edges(polygon == 0 ? 0 : ends[polygon - 1], ends[polygon]);
            }
            for (int row = top; row < bottom; ) {
                int rows = row == alike ? alikeEnd - alike : 1;
                drain(row, rows, sink);
                row += rows;
            }
            if (change.length > MOST_KEPT) {
                change = new float[0];
            }
        }
        polygons = 0;
        leastX = Double.POSITIVE_INFINITY;
        mostX = Double.NEGATIVE_INFINITY;
        leastY = Double.POSITIVE_INFINITY;
        mostY = Double.NEGATIVE_INFINITY;
    }

    /** A column more on both sides than the corners need, for where an edge crosses a row is rounded. */
    private void frame() {
        left = Math.max((int) clamp(leastX) - 1, 0);
        stride = (int) clamp(mostX) + 1 - left + 2;
        int rows = bottom - top;
        if (change.length < rows * stride) {
            change = new float[rows * stride];
        }
        if (first.length < rows) {
            first = new int[rows];
            last = new int[rows];
        }
        Arrays.fill(first, 0, rows, Integer.MAX_VALUE);
        Arrays.fill(last, 0, rows, -1);
    }

    /** Of an upright rectangle, as a whisker is, one of the rows that it crosses from top to bottom stands for all. */
    private void alike() {
        alike = -1;
        if (polygons == 1 && ends[0] == 8 && (upright(0) || upright(2))) {
            int begin = (int) Math.ceil(Math.max(leastY, 0));
            int end = (int) Math.min(mostY, height);
            if (begin + 1 < end) {
                alike = begin;
                alikeEnd = end;
            }
        }
    }

    /** Whether the edges at a corner and opposite run along the axes: x stays, then y does, and again. */
    private boolean upright(int corner) {
        int a = corner;
        int b = (corner + 2) % 8;
        int c = (corner + 4) % 8;
        int d = (corner + 6) % 8;
        return corners[a] == corners[b]
                && corners[b + 1] == corners[c + 1]
                && corners[c] == corners[d]
                && corners[d + 1] == corners[a + 1];
    }

    private void edges(int from, int to) {
        double x = corners[to - 2];
        double y = corners[to - 1];
        for (int i = from; i < to; i += 2) {
            double nextX = corners[i];
            double nextY = corners[i + 1];
            if (y < nextY) {
                edge(x, y, nextX, nextY, 1);
            } else if (nextY < y) {
                edge(nextX, nextY, x, y, -1);
            }
            x = nextX;
            y = nextY;
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
        double x = clamp(x0 + slope * (from - y0));
        for (int row = begin; row < end; row++) {
            double next = row + 1 < to ? row + 1 : to;
            double nextX = clamp(x0 + slope * (next - y0));
            row(row, x, nextX, direction * (next - (row > from ? row : from)));
            x = nextX;
            if (row == alike) {
                row = alikeEnd - 1;
            }
        }
    }

    /** What is left of the page covers all of it, what is right of it nothing. */
    private double clamp(double x) {
        return x > 0 ? x < width ? x : width : 0;
    }

    /** An edge's part in one row, of signed height {@code area}: each column gets the part of it that lies there. */
    private void row(int row, double xa, double xb, double area) {
        double begin = xa < xb ? xa : xb;
        double end = xa < xb ? xb : xa;
        int from = (int) begin;
        int to = (int) end;
        int line = row - top;
        int base = line * stride - left;
        first[line] = Math.min(first[line], from);
        last[line] = Math.max(last[line], to + 1);
        if (from == to) {
            double covered = area * (1 - ((begin + end) / 2 - from));
            change[base + from] += (float) covered;
            change[base + from + 1] += (float) (area - covered);
            return;
        }
        double perColumn = area / (end - begin);
        double before = 0;
        double filled = 0;
        for (int column = from; column <= to; column++) {
            double start = begin > column ? begin : column;
            double stop = end < column + 1 ? end : column + 1;
            double part = perColumn * (stop - start);
            double covered = filled + part * (1 - ((start + stop) / 2 - column));
            change[base + column] += (float) (covered - before);
            before = covered;
            filled += part;
        }
        change[base + to + 1] += (float) (area - before);
    }

    private void drain(int row, int rows, Sink sink) {
        int line = row - top;
        if (first[line] > last[line]) {
            return;
        }
        int base = line * stride - left;
        int end = Math.min(last[line], width - 1);
        float sum = 0;
        int start = first[line];
        float level = 0;
        for (int column = first[line]; column <= end; column++) {
            float step = change[base + column];
            if (step != 0) {
                sum += step;
                float now = level(sum);
                if (now != level) {
                    hand(sink, row, rows, start, column, level);
                    start = column;
                    level = now;
                }
            }
        }
        hand(sink, row, rows, start, end + 1, level);
        Arrays.fill(change, base + first[line], base + last[line] + 1, 0);
    }

    private static void hand(Sink sink, int row, int rows, int from, int to, float level) {
        if (level > 0 && from < to) {
            sink.run(row, rows, from, to, level);
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
