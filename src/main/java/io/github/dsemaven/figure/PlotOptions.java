/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.designspace.Repeats;
import io.github.dsemaven.designspace.RowFilter;
import io.github.dsemaven.designspace.Runs;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a user may choose about the figures of a goal.
 *
 * @param filter which rows are drawn: a condition on a column that a figure's own filter fixes (its design point)
 *     replaces the figure's, any other is added to every figure. Perplexity figures have none of these columns, so it
 *     does not apply to them
 * @param models display names by model tag
 * @param repeats what counts of a configuration measured more than once
 * @param runs what happens to configurations that differ only in {@code num_runs}
 * @param band what bands span
 * @param title replaces every title; {@code {title}} in it stands for the one replaced; empty for no change
 * @param caption stands before every caption; may be empty
 * @param zero whether zero is on the y axis
 */
public record PlotOptions(
        RowFilter filter,
        Map<String, String> models,
        Repeats repeats,
        Runs runs,
        Figure.Band band,
        String title,
        String caption,
        boolean zero) {
    /** What the Python scripts do, with the range as band. */
    public static final PlotOptions DEFAULT =
            new PlotOptions(RowFilter.NONE, Map.of(), Repeats.FIRST, new Runs.All(), Figure.Band.RANGE, "", "", true);

    public PlotOptions {
        models = Map.copyOf(models);
    }

    /**
     * Reads the parameters as a user writes them.
     *
     * @throws DseException with a problem for each wrong one, at places such as {@code <filter>}
     */
    public static PlotOptions parse(
            String filter,
            Map<String, String> models,
            String repeats,
            String runs,
            String band,
            String title,
            String caption,
            boolean zero) {
        var problems = new ArrayList<Problem>();
        Optional<RowFilter> rows = read(problems, () -> RowFilter.parse("<filter>", filter));
        Optional<Repeats> repeated = read(problems, () -> Repeats.parse("<repeats>", repeats));
        Optional<Runs> numRuns = read(problems, () -> Runs.parse("<runs>", runs));
        Optional<Figure.Band> span = read(problems, () -> band(band));
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
        return new PlotOptions(
                rows.orElseThrow(),
                models,
                repeated.orElseThrow(),
                numRuns.orElseThrow(),
                span.orElseThrow(),
                title,
                caption,
                zero);
    }

    private static <T> Optional<T> read(List<Problem> problems, Supplier<T> parameter) {
        try {
            return Optional.of(parameter.get());
        } catch (DseException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private static Figure.Band band(String text) {
        List<String> valid = Arrays.stream(Figure.Band.values())
                .map(band -> band.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = valid.indexOf(text.strip().toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new DseException(
                    Place.of("<band>"), "unknown value \"" + text + "\"", Suggestions.validValues(text, valid));
        }
        return Figure.Band.values()[index];
    }

    /** The user's conditions, and the one that {@code runs} amounts to. */
    RowFilter userFilter() {
        if (runs instanceof Runs.Only only) {
            var conditions = new ArrayList<>(filter.conditions());
            conditions.addAll(
                    RowFilter.parse("<runs>", "num_runs=" + only.numRuns()).conditions());
            return new RowFilter(conditions);
        }
        return filter;
    }

    /** The user's title where there is one. */
    String title(String original) {
        return title.isBlank() ? original : title.replace("{title}", original);
    }
}
