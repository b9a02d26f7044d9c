/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Columns;
import io.github.dsemaven.designspace.Bootstrap;
import io.github.dsemaven.designspace.Column;
import io.github.dsemaven.designspace.DesignPoint;
import io.github.dsemaven.designspace.Groups;
import io.github.dsemaven.designspace.Numbering;
import io.github.dsemaven.designspace.Repeats;
import io.github.dsemaven.designspace.Runs;
import io.github.dsemaven.designspace.Space;
import io.github.dsemaven.designspace.Sweep;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes the sentences below a line figure from what its rows hold: what was averaged, and what to beware of. */
final class Caption {
    private static final int SENTENCES = 6;

    private final PlotOptions options;
    private final ModelNames names;
    private final Figure figure;
    private final Space space;
    private final Groups points;
    private final int missingLines;
    private final List<String> sentences = new ArrayList<>();

    Caption(PlotOptions options, ModelNames names, Space space, Figure figure, LineFigureBuilder built) {
        this.options = options;
        this.names = names;
        this.space = space;
        this.figure = figure;
        points = built.points();
        missingLines = built.missingLines();
    }

    /** The most important sentences, the user's own first. */
    List<String> write(List<Sweep> sweeps, List<String> remarks) {
        if (!options.caption().isBlank()) {
            sentences.add(options.caption().strip());
        }
        averages();
        if (!(options.runs() instanceof Runs.Separate)) {
            mix(Columns.NUM_RUNS);
        }
        mix(Columns.MAX_TOKENS);
        repeats(sweeps);
        missing();
        identical();
        spread();
        sentences.addAll(remarks);
        return List.copyOf(sentences.subList(0, Math.min(sentences.size(), SENTENCES)));
    }

    private void averages() {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int point = 0; point < points.size(); point++) {
            least = Math.min(least, points.to(point) - points.from(point));
            most = Math.max(most, points.to(point) - points.from(point));
        }
        if (most == 1) {
            sentences.add("Each point is one measurement (n = 1).");
            return;
        }
        String n = least == most ? "n = " + most : "n = " + least + " to " + most;
        var over = new ArrayList<String>();
        for (String column : DesignPoint.PARAMETERS) {
            SortedSet<Long> values = varying(column);
            if (values.size() > 1) {
                over.add(Labels.parameter(column) + " "
                        + Labels.list(values.stream()
                                .map(value -> Labels.level(column, value).label())
                                .toList()));
            }
        }
        String what = over.isEmpty() ? "the mean of its measurements" : "the mean over " + Labels.list(over);
        sentences.add("Each point is " + what + " (" + n + ")" + band() + ".");
    }

    private String band() {
        return switch (options.band()) {
            case RANGE -> "; the band spans the smallest to the largest of them";
            case CI95 ->
                "; the band is the 95 % bootstrap confidence interval of the mean (" + Bootstrap.RESAMPLES
                        + " resamples, seed " + Bootstrap.SEED + ")";
            case NONE -> "";
        };
    }

    /** Values of a parameter within points that average over several of them. */
    private SortedSet<Long> varying(String name) {
        Column column = space.column(name);
        var codes = new BitSet();
        for (int point = 0; point < points.size(); point++) {
            int first = column.code(points.configuration(points.from(point)));
            boolean varies = false;
            for (int i = points.from(point); i < points.to(point) && !varies; i++) {
                varies = column.code(points.configuration(i)) != first;
            }
            for (int i = points.from(point); i < points.to(point) && varies; i++) {
                codes.set(column.code(points.configuration(i)));
            }
        }
        return codes.stream().mapToObj(column::number).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Tells of models that mix values of a column; models that do so alike are told of together. */
    private void mix(String column) {
        Map<String, Map<Long, SortedSet<Long>>> byTag = seen(space.column(column));
        Map<String, List<String>> alike = new LinkedHashMap<>();
        names.labels().forEach((tag, label) -> {
            String where = where(byTag.getOrDefault(tag, Map.of()));
            if (!where.isEmpty()) {
                alike.computeIfAbsent(where, key -> new ArrayList<>()).add(label);
            }
        });
        alike.forEach((where, models) -> sentences.add("Beware: "
                + (models.size() > 4 ? models.size() + " models" : Labels.list(models))
                + (models.size() == 1 ? " mixes " : " mix ") + column + " " + where + "."));
    }

    /** The values of a column that the points average over, by tag and x. */
    private Map<String, Map<Long, SortedSet<Long>>> seen(Column column) {
        Column tag = space.column(Columns.MODEL_TAG);
        Column x = space.column(figure.x().column());
        var spots = new Numbering();
        var cells = new Numbering();
        for (int i = 0; i < points.members(); i++) {
            int row = points.configuration(i);
            int spot = spots.of((long) tag.code(row) << 32 | x.code(row));
            cells.of((long) spot << 32 | column.code(row));
        }
        long[] bySpot = spots.keys();
        Map<String, Map<Long, SortedSet<Long>>> byTag = new HashMap<>();
        for (long cell : cells.keys()) {
            long spot = bySpot[(int) (cell >>> 32)];
            byTag.computeIfAbsent(tag.text((int) (spot >>> 32)), key -> new TreeMap<>())
                    .computeIfAbsent(x.number((int) spot), key -> new TreeSet<>())
                    .add(column.number((int) cell));
        }
        return byTag;
    }

    /**
     * {@code 1 and 3}; or, where not every x has all, {@code 1 and 3 at 4K, 3 at 8K and 16K}: no trend is to be read there.
     * Nothing where there is one value only.
     */
    private String where(Map<Long, SortedSet<Long>> byX) {
        var all = new TreeSet<Long>();
        byX.values().forEach(all::addAll);
        if (all.size() < 2) {
            return "";
        }
        if (byX.values().stream().distinct().count() == 1) {
            return Labels.values(all);
        }
        Map<SortedSet<Long>, List<String>> places = new LinkedHashMap<>();
        byX.forEach((x, values) -> places.computeIfAbsent(values, key -> new ArrayList<>())
                .add(Labels.level(figure.x().column(), x).label()));
        var parts = new ArrayList<String>();
        places.forEach((values, xs) -> parts.add(Labels.values(values) + " at " + Labels.list(xs)));
        return String.join(", ", parts);
    }

    private void repeats(List<Sweep> sweeps) {
        var repeated = new BitSet();
        sweeps.forEach(sweep -> repeated.or(sweep.differing()));
        int differing = 0;
        for (int i = 0; i < points.members(); i++) {
            differing += repeated.get(points.configuration(i)) ? 1 : 0;
        }
        if (differing > 0) {
            sentences.add(differing + " of " + Labels.count(figure.rows(), "configuration")
                    + (differing == 1 ? " was" : " were") + " measured more than once with different values: "
                    + counts(options.repeats()) + " counts.");
        }
    }

    static String counts(Repeats repeats) {
        return switch (repeats) {
            case FIRST -> "the first";
            case MEAN -> "their mean";
            case MEDIAN -> "their median";
        };
    }

    private void missing() {
        int missing = figure.panels().stream()
                .flatMap(panel -> panel.series().stream())
                .mapToInt(line -> line.missing().size())
                .sum();
        var parts = new ArrayList<String>();
        if (missing > 0) {
            parts.add(Labels.count(missing, "point"));
        }
        if (missingLines > 0) {
            parts.add(Labels.count(missingLines, "line"));
        }
        if (!parts.isEmpty()) {
            sentences.add("Not measured: " + Labels.list(parts) + " of the grid.");
        }
    }

    private void identical() {
        long alike = figure.panels().stream().filter(Caption::allIdentical).count();
        if (alike == 0) {
            return;
        }
        int panels = figure.panels().size();
        if (alike < panels) {
            sentences.add("In " + alike + " of " + panels + " panels all lines are identical.");
        } else {
            sentences.add(panels == 1 ? "All lines are identical." : "All lines of each panel are identical.");
        }
    }

    /** Whether a panel has several lines and all are the same. */
    static boolean allIdentical(Panel panel) {
        return panel.coincident().size() == 1
                && panel.coincident().get(0).size() == panel.series().size();
    }

    private void spread() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        int count = 0;
        for (Panel panel : figure.panels()) {
            for (Panel.Series line : panel.series()) {
                for (Panel.Point point : line.points()) {
                    least = Math.min(least, point.y().mean());
                    most = Math.max(most, point.y().mean());
                    count++;
                }
            }
        }
        if (count > 1 && most > 0 && least < most && (most - least) / most < 0.05) {
            sentences.add("All points lie within " + Labels.percent((most - least) / most) + " of each other.");
        }
    }
}
