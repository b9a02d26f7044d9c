/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Encoding.DrawnLine;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Which stretches of a panel's lines lie on another line: they are drawn in dashes, so that the one below shows between.
 *
 * @param depths by line and by the point that a stretch leads to, on how many lines it lies
 */
record Overlaps(Map<Stretch, Integer> depths) {
    /** Lines closer than this at both ends of a stretch hide one another, in points. */
    private static final double HIDDEN = 1.2;

    private static final List<List<Double>> DASHES =
            List.of(List.of(), List.of(5.0, 5.0), List.of(2.5, 7.5), List.of(1.2, 8.8));

    /** The part of a line between a point and the one before. */
    record Stretch(int line, Level end) {}

    Overlaps {
        depths = Map.copyOf(depths);
    }

    /**
     * @param lines in drawing order
     * @param height vertical place of a point in points
     */
    static Overlaps of(List<DrawnLine> lines, ToDoubleFunction<Point> height) {
        var depths = new HashMap<Stretch, Integer>();
        List<Track> tracks = lines.stream()
                .map(line -> Track.of(line.series().points(), height))
                .toList();
        for (int i = 0; i < tracks.size(); i++) {
            Track track = tracks.get(i);
            for (int end = 1; end < track.points().size(); end++) {
                int depth = 0;
                for (int below = 0; below < i; below++) {
                    Track other = tracks.get(below);
                    if (other.passes(track, end - 1) && other.passes(track, end)) {
                        var stretch = new Stretch(below, track.points().get(end).x());
                        depth = Math.max(depth, depths.getOrDefault(stretch, 0) + 1);
                    }
                }
                if (depth > 0) {
                    depths.put(new Stretch(i, track.points().get(end).x()), Math.min(depth, DASHES.size() - 1));
                }
            }
        }
        return new Overlaps(depths);
    }

    /** A line's points and their heights. */
    private record Track(List<Point> points, double[] heights) {
        static Track of(List<Point> points, ToDoubleFunction<Point> height) {
            return new Track(points, points.stream().mapToDouble(height).toArray());
        }

        /** Whether this line hides a point of another. */
        boolean passes(Track other, int point) {
            for (int i = 0; i < heights.length; i++) {
                if (Math.abs(heights[i] - other.heights[point]) < HIDDEN) {
                    Level x = other.points.get(point).x();
                    if (points.get(i).x().equals(x) && DesignPointScale.isSize(x)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    boolean any() {
        return !depths.isEmpty();
    }

    /** The dash of a stretch: the line's own where it has one. */
    List<Double> dash(int line, Level end, Look look) {
        return look.dash().isEmpty() ? DASHES.get(depths.getOrDefault(new Stretch(line, end), 0)) : look.dash();
    }
}
