/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.chart.Format;
import io.github.dsemaven.chart.Theme;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.figure.PlotOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The settings of a request, checked.
 *
 * @param options what is selected and how it is aggregated
 * @param formats what is written
 * @param theme colours
 */
record PlotSettings(PlotOptions options, Set<Format> formats, Theme theme) {
    private static final int LARGEST_DPI = 2400;
    private static final double SMALLEST_WIDTH_CM = 6;
    private static final double LARGEST_WIDTH_CM = 100;

    /**
     * Reads every setting.
     *
     * @throws DseException with a problem for each wrong one
     */
    static PlotSettings of(PlotRequest request) {
        var problems = new ArrayList<Problem>();
        PlotRequest.Look look = request.look();
        PlotRequest.Data data = request.data();
        Optional<PlotOptions> options = read(
                problems,
                () -> PlotOptions.parse(
                        data.filter(),
                        data.models(),
                        data.repeats(),
                        data.runs(),
                        data.band(),
                        look.title(),
                        look.caption(),
                        look.zero()));
        Set<Format> formats = EnumSet.noneOf(Format.class);
        for (String name : look.formats()) {
            read(problems, () -> Format.parse(name == null ? "" : name)).ifPresent(formats::add);
        }
        Optional<Theme> theme = read(problems, () -> Theme.parse(look.theme()));
        within(problems, "<dpi>", look.dpi(), 1, LARGEST_DPI);
        within(problems, "<width>", look.widthCm(), SMALLEST_WIDTH_CM, LARGEST_WIDTH_CM);
        if (!problems.isEmpty()) {
            throw new DseException(problems);
        }
        return new PlotSettings(options.orElseThrow(), formats, theme.orElseThrow());
    }

    private static void within(List<Problem> problems, String element, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            problems.add(new Problem(
                    Place.of(element), value + " is out of range", Suggestions.range((int) least, (int) most)));
        }
    }

    private static <T> Optional<T> read(List<Problem> problems, Supplier<T> setting) {
        try {
            return Optional.of(setting.get());
        } catch (DseException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
