/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Levels of a dimension that make no difference anywhere in a figure: one entry of the legend.
 *
 * @param levels in the dimension's order, at least one
 * @param exact whether their series are equal to the bit
 */
record LevelClass(List<Level> levels, boolean exact) {
    LevelClass {
        levels = List.copyOf(levels);
    }

    /** {@code 0, 32, 64}. */
    String names() {
        return levels.stream().map(Level::label).collect(Collectors.joining(", "));
    }

    /** The names, and that they are identical where there are several. */
    String label() {
        if (levels.size() == 1) {
            return names();
        }
        return names() + (exact ? " (identical)" : " (equal within 0.01 %)");
    }

    /**
     * The classes of a dimension. Two levels share one where, in every panel, every two series that differ only in this
     * dimension coincide, and there are such series.
     *
     * @param own a series' level of this dimension
     * @param sameOther whether two series agree in the other dimension
     */
    static List<LevelClass> of(
            Figure figure, List<Level> levels, Function<Series, Level> own, BiPredicate<Series, Series> sameOther) {
        List<List<LineGroup>> panels =
                figure.panels().stream().map(LineGroup::of).toList();
        var classes = new ArrayList<LevelClass>();
        for (Level level : levels) {
            int joined = -1;
            boolean exact = true;
            for (int i = 0; i < classes.size() && joined < 0; i++) {
                Evidence evidence = new Evidence();
                classes.get(i).levels().forEach(other -> evidence.collect(panels, own, sameOther, level, other));
                if (evidence.coincident > 0 && evidence.different == 0) {
                    joined = i;
                    exact = classes.get(i).exact() && evidence.exact;
                }
            }
            if (joined < 0) {
                classes.add(new LevelClass(List.of(level), true));
            } else {
                var members = new ArrayList<>(classes.get(joined).levels());
                members.add(level);
                classes.set(joined, new LevelClass(members, exact));
            }
        }
        return List.copyOf(classes);
    }

    /** Counts of pairs of series that two levels tell apart, or do not. */
    private static final class Evidence {
        private int coincident;
        private int different;
        private boolean exact = true;

        void collect(
                List<List<LineGroup>> panels,
                Function<Series, Level> own,
                BiPredicate<Series, Series> sameOther,
                Level a,
                Level b) {
            for (List<LineGroup> groups : panels) {
                for (LineGroup left : groups) {
                    for (Series one : left.members()) {
                        if (own.apply(one).equals(a)) {
                            compare(
                                    groups,
                                    left,
                                    one,
                                    other -> own.apply(other).equals(b) && sameOther.test(one, other));
                        }
                    }
                }
            }
        }

        private void compare(
                List<LineGroup> groups, LineGroup mine, Series one, java.util.function.Predicate<Series> counterpart) {
            for (LineGroup group : groups) {
                for (Series other : group.members()) {
                    if (counterpart.test(other)) {
                        if (group == mine) {
                            coincident++;
                            exact &= mine.exact();
                        } else {
                            different++;
                        }
                    }
                }
            }
        }
    }
}
