/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.figure.Axis;
import io.github.dsemaven.figure.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * The horizontal axis: every design point has a tick. Numbers lie on a linear scale where the y value is proportional to
 * them (context window), else on a logarithmic one; evenly where neither leaves room for the labels. Values that are no
 * size ("off", 0, text) are categories of their own, left of a gap, and not joined to the numbers.
 */
final class DesignPointScale {
    /** How numbers are spaced. */
    enum Spacing {
        LINEAR,
        LOGARITHMIC,
        EVEN
    }

    /** Width of the gap between categories and numbers, in distances of two categories. */
    private static final double GAP = 0.4;
    /** Smallest distance of two labels, in points. */
    private static final double CLEARANCE = 5;

    private final Map<Level, Double> places;
    private final Spacing spacing;
    private final OptionalDouble gap;
    private final boolean upright;

    private DesignPointScale(Map<Level, Double> places, Spacing spacing, OptionalDouble gap, boolean upright) {
        this.places = places;
        this.spacing = spacing;
        this.gap = gap;
        this.upright = upright;
    }

    /**
     * @param levels every design point, ascending
     * @param width of the panel in points
     * @param margin left of the first and right of the last design point, in points
     */
    static DesignPointScale of(Axis axis, List<Level> levels, double width, double margin, Lettering lettering) {
        List<Level> categories = levels.stream().filter(level -> !isSize(level)).toList();
        List<Level> sizes = levels.stream().filter(DesignPointScale::isSize).toList();
        boolean linear = axis.column().equals("context_window_size");
        var tried = new ArrayList<Spacing>();
        if (linear) {
            tried.add(Spacing.LINEAR);
        }
        tried.add(Spacing.LOGARITHMIC);
        tried.add(Spacing.EVEN);
        for (Spacing spacing : tried) {
            DesignPointScale scale = place(categories, sizes, spacing, margin / width, false);
            if (scale.labelsFit(width, lettering)) {
                return scale;
            }
        }
        return place(categories, sizes, Spacing.EVEN, margin / width, true);
    }

    /** Whether the level is a positive number, and so has a place on a scale of sizes. */
    static boolean isSize(Level level) {
        return !level.off() && level.number().isPresent() && level.number().getAsDouble() > 0;
    }

    /** Place of a level as a share of the panel's width. */
    double place(Level level) {
        return places.get(level);
    }

    /** The design points with their places, from left to right. */
    Map<Level, Double> places() {
        return places;
    }

    Spacing spacing() {
        return spacing;
    }

    /** Place of the middle of the gap between categories and numbers, if there are both. */
    OptionalDouble gap() {
        return gap;
    }

    /** Whether labels have to run upwards for want of room. */
    boolean upright() {
        return upright;
    }

    /** Smallest distance of neighbouring design points as a share of the width; 1 for a single one. */
    double smallestStep() {
        double least = 1;
        var values = List.copyOf(places.values());
        for (int i = 1; i < values.size(); i++) {
            least = Math.min(least, values.get(i) - values.get(i - 1));
        }
        return least;
    }

    private static DesignPointScale place(
            List<Level> categories, List<Level> sizes, Spacing spacing, double wanted, boolean upright) {
        boolean both = !categories.isEmpty() && !sizes.isEmpty();
        int count = categories.size() + sizes.size();
        double units = Math.max(1, count - 1) + (both ? GAP : 0);
        double margin = count == 1 ? 0.5 : Math.min(0.3, wanted);
        double unit = (1 - 2 * margin) / units;
        var places = new LinkedHashMap<Level, Double>();
        for (Level category : categories) {
            places.put(category, margin + unit * places.size());
        }
        if (!sizes.isEmpty()) {
            double start = margin + unit * (categories.size() + (both ? GAP : 0));
            placeSizes(sizes, spacing, start, 1 - margin, places);
        }
        OptionalDouble gap = both
                ? OptionalDouble.of(margin + unit * (categories.size() - 1 + (1 + GAP) / 2))
                : OptionalDouble.empty();
        return new DesignPointScale(places, spacing, gap, upright);
    }

    private static void placeSizes(
            List<Level> sizes, Spacing spacing, double start, double end, Map<Level, Double> places) {
        DoubleUnaryOperator measure = switch (spacing) {
            case LINEAR -> value -> value;
            case LOGARITHMIC -> Math::log;
            case EVEN -> value -> indexOf(sizes, value);
        };
        double least = measure.applyAsDouble(sizes.get(0).number().getAsDouble());
        double most = measure.applyAsDouble(sizes.get(sizes.size() - 1).number().getAsDouble());
        for (Level size : sizes) {
            double share =
                    most > least ? (measure.applyAsDouble(size.number().getAsDouble()) - least) / (most - least) : 0;
            places.put(size, start + (end - start) * share);
        }
    }

    private static int indexOf(List<Level> sizes, double value) {
        for (int i = 0; i < sizes.size(); i++) {
            if (sizes.get(i).number().getAsDouble() == value) {
                return i;
            }
        }
        throw new IllegalArgumentException("not a design point: " + value);
    }

    private boolean labelsFit(double width, Lettering lettering) {
        Level before = null;
        for (Map.Entry<Level, Double> entry : places.entrySet()) {
            double half = lettering.width(entry.getKey().label()) / 2;
            if (before != null) {
                double room = (entry.getValue() - places.get(before)) * width;
                if (half + lettering.width(before.label()) / 2 + CLEARANCE > room) {
                    return false;
                }
            }
            before = entry.getKey();
        }
        return true;
    }
}
