/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Encoding.Cell;
import io.github.dsemaven.chart.Encoding.DrawnLine;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel.Point;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Small horizontal offsets that put points of one design point side by side where they would hide each other: styles in
 * legend order, and hues that meet anywhere in clusters beside one another. A series has the same offset everywhere.
 */
final class Dodge {
    private final int styles;
    private final Map<Integer, Double> clusters;
    private final int slots;
    private final double pitch;

    private Dodge(int styles, Map<Integer, Double> clusters, int slots, double pitch) {
        this.styles = styles;
        this.clusters = clusters;
        this.slots = slots;
        this.pitch = pitch;
    }

    /**
     * @param panels the lines of each panel
     * @param height vertical place of a point in points
     * @param diameter of a marker
     * @param room between neighbouring design points, in points
     */
    static Dodge of(
            Encoding encoding,
            List<List<DrawnLine>> panels,
            ToDoubleFunction<Point> height,
            double diameter,
            double room) {
        var meeting = new Meetings(encoding.styled());
        panels.forEach(lines -> meeting.collect(lines, height, diameter));
        int styles = encoding.styled() && meeting.any ? encoding.styles().size() : 1;
        Map<Integer, Integer> colours = meeting.colours(encoding.hues().size());
        int columns = colours.values().stream().mapToInt(c -> c + 1).max().orElse(1);
        var clusters = new HashMap<Integer, Double>();
        for (int hue = 0; hue < encoding.hues().size(); hue++) {
            // A hue that meets no other stays in the middle.
            clusters.put(hue, colours.containsKey(hue) ? colours.get(hue) : (columns - 1) / 2.0);
        }
        int slots = styles * columns;
        return new Dodge(styles, clusters, slots, Math.min(diameter * 1.06, 0.86 * room / slots));
    }

    /** Offset to the right of the design point, in points. */
    double offset(Cell cell) {
        int style = styles > 1 ? cell.style() : 0;
        return (clusters.get(cell.hue()) * styles + style - (slots - 1) / 2.0) * pitch;
    }

    /** How far the outermost points are from their design point, in points. */
    double reach() {
        return (slots - 1) / 2.0 * pitch;
    }

    /** Distance of two points side by side, in points. */
    double pitch() {
        return pitch;
    }

    /** Whether anything is offset. */
    boolean active() {
        return slots > 1;
    }

    /** Which cells come too close somewhere. */
    private static final class Meetings {
        private final boolean styled;
        private final Map<Integer, Set<Integer>> hues = new HashMap<>();
        private boolean any;

        Meetings(boolean styled) {
            this.styled = styled;
        }

        private record Place(Cell cell, double y) {}

        void collect(List<DrawnLine> lines, ToDoubleFunction<Point> height, double diameter) {
            var columns = new HashMap<Level, List<Place>>();
            for (DrawnLine line : lines) {
                for (Point point : line.series().points()) {
                    for (Cell cell : line.cells()) {
                        columns.computeIfAbsent(point.x(), x -> new java.util.ArrayList<>())
                                .add(new Place(cell, height.applyAsDouble(point)));
                    }
                }
            }
            columns.values().forEach(places -> compare(places, diameter));
        }

        /** Sorted by height, a place need only be compared with those above it until one is far enough away. */
        private void compare(List<Place> places, double diameter) {
            places.sort(Comparator.comparingDouble(Place::y));
            for (int i = 0; i < places.size(); i++) {
                for (int j = i + 1; j < places.size(); j++) {
                    if (Math.abs(places.get(i).y() - places.get(j).y()) >= 0.8 * diameter) {
                        break;
                    }
                    meet(places.get(i).cell(), places.get(j).cell());
                }
            }
        }

        private void meet(Cell a, Cell b) {
            any |= !a.equals(b);
            if (a.hue() != b.hue() && (a.style() == b.style() || !styled)) {
                hues.computeIfAbsent(a.hue(), hue -> new HashSet<>()).add(b.hue());
                hues.computeIfAbsent(b.hue(), hue -> new HashSet<>()).add(a.hue());
            }
        }

        /** A column for each hue that meets another, the smallest that none of those it meets has. */
        Map<Integer, Integer> colours(int count) {
            var colours = new HashMap<Integer, Integer>();
            for (int hue = 0; hue < count; hue++) {
                if (hues.containsKey(hue)) {
                    var taken = new HashSet<Integer>();
                    hues.get(hue).stream()
                            .filter(colours::containsKey)
                            .map(colours::get)
                            .forEach(taken::add);
                    int column = 0;
                    while (taken.contains(column)) {
                        column++;
                    }
                    colours.put(hue, column);
                }
            }
            return colours;
        }
    }
}
