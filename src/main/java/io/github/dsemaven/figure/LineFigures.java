/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.csv.Table;
import io.github.dsemaven.designspace.Grid;
import io.github.dsemaven.designspace.Measurements;
import io.github.dsemaven.designspace.RowFilter;
import io.github.dsemaven.designspace.Space;
import io.github.dsemaven.designspace.Sweep;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes the line figures of a goal: sweeps, selection, figures, captions, warnings. */
final class LineFigures {
    /** Figures that lack rows for the same reason. */
    private record NoRows(String place, String reason) {}

    private final List<Table> tables;
    private final PlotOptions options;
    private final Space space;
    private final Map<String, List<Sweep>> sweeps = new LinkedHashMap<>();
    private final List<String> tags;
    private final ModelNames names;
    private final Grid grid;
    private final List<Supplier<Runnable>> asked = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final FigureWarnings warnings = new FigureWarnings();
    /** Files without any value in a column that a figure would show, by the column. */
    private final Map<String, Set<String>> withoutValues = new HashMap<>();

    private final Map<NoRows, List<String>> failures = new LinkedHashMap<>();

    /**
     * @param tables in the order of the tags
     * @param columns drawn columns or metrics
     */
    LineFigures(List<Table> tables, PlotOptions options, List<String> columns) {
        this.tables = tables;
        this.options = options;
        space = Space.of(tables);
        List<List<Sweep>> byColumn = columns.parallelStream()
                .map(column -> space.sweeps(column, options.repeats()))
                .toList();
        for (int i = 0; i < columns.size(); i++) {
            sweeps.put(columns.get(i), byColumn.get(i));
        }
        tags = space.tags();
        names = ModelNames.of(tags, options.models());
        grid = Grid.of(space.designPoints());
    }

    ModelNames names() {
        return names;
    }

    /** Asks for a figure from the tables of some tags. */
    void add(LineFigureSpec spec, List<String> drawnTags, List<String> inputs, List<String> remarks) {
        asked.add(() -> make(spec, drawnTags, inputs, remarks));
    }

    /** Makes a figure, on any thread, and returns what notes it, which is run in the order of the figures. */
    private Runnable make(LineFigureSpec spec, List<String> drawnTags, List<String> inputs, List<String> remarks) {
        List<Sweep> drawn = sweeps.get(spec.quantity().column()).stream()
                .filter(sweep -> drawnTags.contains(sweep.tag()))
                .toList();
        RowFilter filter = spec.filter().under(options.userFilter());
        Measurements all = Measurements.of(space, drawn);
        Measurements rows = all.select(filter);
        if (rows.size() == 0) {
            return () -> noRows(spec, all, filter, drawnTags);
        }
        var builder = new LineFigureBuilder(spec, options, grid, tags, names, rows);
        Figure figure = builder.build(filter, subtitle(filter, drawnTags), inputs);
        List<String> caption = new Caption(options, names, space, figure, builder).write(drawn, remarks);
        Figure captioned = withCaption(figure, caption);
        return () -> {
            figures.add(captioned);
            warnings.drawn(captioned, files(drawnTags));
        };
    }

    /** Makes everything asked for; the warnings about the data come first. */
    FigureSet finish() {
        asked.parallelStream().map(Supplier::get).toList().forEach(Runnable::run);
        var all = new ArrayList<>(new SweepWarnings(tables, space, options).find(sweeps, tags, withoutValues));
        all.addAll(warnings.find());
        var problems = new ArrayList<Problem>();
        failures.forEach((why, which) -> problems.add(new Problem(
                Place.of(why.place()),
                "no rows for " + String.join(", ", which) + ": " + why.reason(),
                Suggestions.noRows())));
        return new FigureSet(figures, all, problems);
    }

    private String subtitle(RowFilter filter, List<String> drawnTags) {
        String model = drawnTags.size() == 1 && tags.size() > 1
                ? Stream.of(names.family(), names.label(drawnTags.get(0)))
                        .filter(part -> !part.isEmpty())
                        .reduce((family, label) ->
                                options.models().containsKey(drawnTags.get(0)) ? label : family + "-" + label)
                        .orElse("")
                : drawnTags.size() == 1 ? names.label(drawnTags.get(0)) : names.family();
        String conditions = String.join(
                ", ", filter.conditions().stream().map(Labels::condition).toList());
        return Stream.of(model, conditions)
                .filter(part -> !part.isEmpty())
                .reduce((a, b) -> a + ": " + b)
                .orElse("");
    }

    private List<String> files(List<String> drawnTags) {
        return tables.stream()
                .filter(table -> drawnTags.contains(table.tag()))
                .map(table -> table.file().name())
                .toList();
    }

    /**
     * The user's conditions are to blame, which is a problem; or the data: nobody asked for this figure by its name, so it is
     * one less, and a warning.
     */
    private void noRows(LineFigureSpec spec, Measurements all, RowFilter filter, List<String> drawnTags) {
        List<String> files = files(drawnTags);
        if (all.size() == 0) {
            String column = spec.quantity().column();
            withoutValues.computeIfAbsent(column, key -> new HashSet<>()).addAll(files);
            boolean there = tables.stream()
                    .anyMatch(table ->
                            drawnTags.contains(table.tag()) && table.samples().containsKey(column));
            warnings.notDrawn(spec.name(), files, "there is no " + (there ? "value in " : "metric ") + column);
            return;
        }
        var ofFigure = new ArrayList<>(filter.conditions());
        ofFigure.removeAll(options.userFilter().conditions());
        var own = new RowFilter(ofFigure);
        if (all.select(own).size() == 0) {
            warnings.notDrawn(spec.name(), files, lacking(own, all));
            return;
        }
        failures.computeIfAbsent(new NoRows("<filter>", all.removals(filter)), key -> new ArrayList<>())
                .add(spec.name());
    }

    /** The condition that none of the measurements meets, so that figures that lack the same are told of together. */
    private static String lacking(RowFilter filter, Measurements all) {
        return filter.conditions().stream()
                .filter(condition ->
                        all.select(new RowFilter(List.of(condition))).size() == 0)
                .findFirst()
                .map(condition -> "nothing was measured with " + condition)
                .orElseGet(() -> "nothing was measured with " + filter);
    }

    private static Figure withCaption(Figure figure, List<String> caption) {
        return new Figure(
                figure.name(),
                figure.topic(),
                figure.kind(),
                figure.title(),
                figure.subtitle(),
                figure.source(),
                figure.inputs(),
                figure.x(),
                figure.y(),
                figure.hue(),
                figure.style(),
                figure.facet(),
                figure.rows(),
                figure.band(),
                figure.panels(),
                caption);
    }
}
