/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.figure.Panel;
import io.github.dsemaven.figure.Panel.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * Series of a panel that no reader could tell apart: the same x, and means that differ by less than
 * {@value #TOLERANCE} of their size, which is far below the width of a line.
 *
 * @param members in the panel's order
 * @param exact whether their means are equal to the bit
 */
record LineGroup(List<Series> members, boolean exact) {
    /** 0.01 %: a tenth of a pixel on a panel of 5 cm at 200 dots per inch. */
    static final double TOLERANCE = 1e-4;

    LineGroup {
        members = List.copyOf(members);
    }

    /** The groups of a panel, ordered by their first member; a series unlike all others is a group of its own. */
    static List<LineGroup> of(Panel panel) {
        var groups = new ArrayList<List<Series>>();
        for (Series series : panel.series()) {
            groups.stream()
                    .filter(group -> equal(group.get(0), series, TOLERANCE))
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new ArrayList<>());
                        return groups.get(groups.size() - 1);
                    })
                    .add(series);
        }
        return groups.stream()
                .map(group -> new LineGroup(group, group.stream().allMatch(series -> equal(group.get(0), series, 0))))
                .toList();
    }

    private static boolean equal(Series a, Series b, double tolerance) {
        if (a.points().size() != b.points().size()) {
            return false;
        }
        for (int i = 0; i < a.points().size(); i++) {
            double left = a.points().get(i).y().mean();
            double right = b.points().get(i).y().mean();
            if (!a.points().get(i).x().equals(b.points().get(i).x())
                    || Math.abs(left - right) > tolerance * Math.max(Math.abs(left), Math.abs(right))) {
                return false;
            }
        }
        return true;
    }
}
