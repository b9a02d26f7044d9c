/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Encoding.DrawnLine;
import io.github.dsemaven.figure.Panel.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Which lines of a panel lie on another for a stretch: they are drawn in dashes, so that the one below shows between.
 *
 * @param depths by index of a line, on how many it lies
 */
record Overlaps(Map<Integer, Integer> depths) {
    /** Lines closer than this at both ends of a stretch hide one another, in points. */
    private static final double HIDDEN = 1.2;

    private static final List<List<Double>> DASHES =
            List.of(List.of(), List.of(5.0, 5.0), List.of(2.5, 7.5), List.of(1.2, 8.8));

    Overlaps {
        depths = Map.copyOf(depths);
    }

    /**
     * @param lines in drawing order
     * @param height vertical place of a point in points
     */
    static Overlaps of(List<DrawnLine> lines, ToDoubleFunction<Point> height) {
        var depths = new HashMap<Integer, Integer>();
        for (int i = 0; i < lines.size(); i++) {
            int depth = 0;
            for (int below = 0; below < i; below++) {
                if (lieTogether(
                        lines.get(below).series().points(),
                        lines.get(i).series().points(),
                        height)) {
                    depth = Math.max(depth, depths.getOrDefault(below, 0) + 1);
                }
            }
            if (depth > 0) {
                depths.put(i, Math.min(depth, DASHES.size() - 1));
            }
        }
        return new Overlaps(depths);
    }

    boolean any() {
        return !depths.isEmpty();
    }

    /** The dash of a line: its own where it has one. */
    List<Double> dash(int line, Look look) {
        return look.dash().isEmpty() ? DASHES.get(depths.getOrDefault(line, 0)) : look.dash();
    }

    private static boolean lieTogether(List<Point> a, List<Point> b, ToDoubleFunction<Point> height) {
        Point before = null;
        for (Point point : a) {
            if (DesignPointScale.isSize(point.x()) && b.stream().anyMatch(other -> near(point, other, height))) {
                if (before != null) {
                    return true;
                }
                before = point;
            } else {
                before = null;
            }
        }
        return false;
    }

    private static boolean near(Point a, Point b, ToDoubleFunction<Point> height) {
        return a.x().equals(b.x()) && Math.abs(height.applyAsDouble(a) - height.applyAsDouble(b)) < HIDDEN;
    }
}
