/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a reader must know of figures: told once for all figures of the same files, and not once a figure. */
final class FigureWarnings {
    /** Why figures of some files are not drawn. */
    private record Absence(List<String> files, String reason) {}

    private final Map<Absence, List<String>> absent = new LinkedHashMap<>();
    private final Map<List<String>, List<Figure>> identical = new LinkedHashMap<>();

    /** Notes a figure that the data has no rows for. */
    void notDrawn(String figure, List<String> files, String reason) {
        absent.computeIfAbsent(new Absence(files, reason), key -> new ArrayList<>())
                .add(figure);
    }

    /** Notes what is to be known of a figure. */
    void drawn(Figure figure, List<String> files) {
        if (figure.panels().stream().anyMatch(Caption::allIdentical)) {
            identical.computeIfAbsent(files, key -> new ArrayList<>()).add(figure);
        }
    }

    /** Every warning, kind by kind, within a kind in the order of the figures. */
    List<Warning> find() {
        var warnings = new ArrayList<Warning>();
        absent.forEach((absence, figures) -> warnings.add(new Warning(
                Warning.Kind.NO_ROWS,
                absence.files(),
                Labels.list(figures) + (figures.size() == 1 ? " is" : " are") + " not drawn: " + absence.reason())));
        identical.forEach((files, figures) -> warnings.add(
                new Warning(Warning.Kind.IDENTICAL_LINES, files, "all lines are identical in " + of(figures))));
        return warnings;
    }

    /** {@code 6 of 8 panels of a and b (up to 11 lines)}. */
    private static String of(List<Figure> figures) {
        long panels =
                figures.stream().mapToLong(figure -> figure.panels().size()).sum();
        int lines =
                alike(figures).mapToInt(panel -> panel.series().size()).max().orElse(0);
        return alike(figures).count() + " of " + Labels.count(panels, "panel") + " of "
                + Labels.list(figures.stream().map(Figure::name).toList()) + " (up to " + Labels.count(lines, "line")
                + ")";
    }

    private static Stream<Panel> alike(List<Figure> figures) {
        return figures.stream().flatMap(figure -> figure.panels().stream()).filter(Caption::allIdentical);
    }
}
