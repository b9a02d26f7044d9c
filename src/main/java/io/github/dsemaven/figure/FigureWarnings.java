/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a reader must know of figures: told once for all figures of the same files, and not once a figure. */
final class FigureWarnings {
    /** Figures named in one line. */
    private static final int NAMED = 6;

    /** Figures, by why they are not drawn. */
    private final Map<String, About> absent = new LinkedHashMap<>();

    private final Set<String> filesOfIdentical = new LinkedHashSet<>();
    private final List<Figure> identical = new ArrayList<>();

    private record About(Set<String> files, List<String> figures) {
        About() {
            this(new LinkedHashSet<>(), new ArrayList<>());
        }
    }

    /** Notes a figure that the data has no rows for. */
    void notDrawn(String figure, List<String> files, String reason) {
        About about = absent.computeIfAbsent(reason, key -> new About());
        about.files().addAll(files);
        about.figures().add(figure);
    }

    /** Notes what is to be known of a figure. */
    void drawn(Figure figure, List<String> files) {
        if (figure.panels().stream().anyMatch(Caption::allIdentical)) {
            filesOfIdentical.addAll(files);
            identical.add(figure);
        }
    }

    /** Every warning, kind by kind, within a kind in the order of the figures. */
    List<Warning> find() {
        var warnings = new ArrayList<Warning>();
        absent.forEach((reason, about) -> warnings.add(new Warning(
                Warning.Kind.NO_ROWS,
                List.copyOf(about.files()),
                names(about.figures()) + (about.figures().size() == 1 ? " is" : " are") + " not drawn: " + reason)));
        if (!identical.isEmpty()) {
            warnings.add(new Warning(
                    Warning.Kind.IDENTICAL_LINES, List.copyOf(filesOfIdentical), Warning.IDENTICAL + ofIdentical()));
        }
        return warnings;
    }

    /** {@code 6 of 8 panels of a and b (up to 11 lines)}. */
    private String ofIdentical() {
        long panels =
                identical.stream().mapToLong(figure -> figure.panels().size()).sum();
        int lines =
                alike(identical).mapToInt(panel -> panel.series().size()).max().orElse(0);
        return alike(identical).count() + " of " + Labels.count(panels, "panel") + " of "
                + names(identical.stream().map(Figure::name).toList()) + " (up to " + Labels.count(lines, "line")
                + ")";
    }

    /** All of a few figures, the first of many. */
    private static String names(List<String> figures) {
        return figures.size() > NAMED + 2
                ? String.join(", ", figures.subList(0, NAMED)) + " and " + (figures.size() - NAMED) + " more figures"
                : Labels.list(figures);
    }

    private static Stream<Panel> alike(List<Figure> figures) {
        return figures.stream().flatMap(figure -> figure.panels().stream()).filter(Caption::allIdentical);
    }
}
