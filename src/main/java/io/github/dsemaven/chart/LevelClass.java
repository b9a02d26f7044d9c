/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel;
import io.github.dsemaven.figure.Panel.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
     * @param other a series' level of the other dimension
     */
    static List<LevelClass> of(
            Figure figure, List<Level> levels, Function<Series, Level> own, Function<Series, Level> other) {
        var evidence = new Evidence(figure, own, other);
        var classes = new ArrayList<LevelClass>();
        for (Level level : levels) {
            int joined = -1;
            boolean exact = true;
            for (int i = 0; i < classes.size() && joined < 0; i++) {
                Verdict verdict = evidence.of(level, classes.get(i).levels());
                if (verdict.coincide()) {
                    joined = i;
                    exact = classes.get(i).exact() && verdict.exact();
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

    private record Verdict(boolean coincide, boolean exact) {}

    /** Which series coincide, by panel and by their levels of both dimensions. */
    private static final class Evidence {
        private final List<Map<Level, Map<Level, LineGroup>>> panels = new ArrayList<>();

        Evidence(Figure figure, Function<Series, Level> own, Function<Series, Level> other) {
            for (Panel panel : figure.panels()) {
                Map<Level, Map<Level, LineGroup>> byLevel = new HashMap<>();
                for (LineGroup group : LineGroup.of(panel)) {
                    for (Series series : group.members()) {
                        byLevel.computeIfAbsent(own.apply(series), level -> new HashMap<>())
                                .put(other.apply(series), group);
                    }
                }
                panels.add(byLevel);
            }
        }

        /** Whether a level's series coincide with those of each of the others wherever both have one, and some have. */
        Verdict of(Level level, List<Level> others) {
            boolean any = false;
            boolean exact = true;
            for (Map<Level, Map<Level, LineGroup>> panel : panels) {
                Map<Level, LineGroup> mine = panel.getOrDefault(level, Map.of());
                for (Level other : others) {
                    for (Map.Entry<Level, LineGroup> theirs :
                            panel.getOrDefault(other, Map.of()).entrySet()) {
                        LineGroup group = mine.get(theirs.getKey());
                        if (group != null && group != theirs.getValue()) {
                            return new Verdict(false, false);
                        }
                        any |= group != null;
                        exact &= group == null || group.exact();
                    }
                }
            }
            return new Verdict(any, exact);
        }
    }
}
