/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several problems as one text: each once, the same at several settings or cells of a file in one line, and advice that
 * holds for several given with the first of them.
 */
public final class Problems {
    /** Lines that a reader can still take in. */
    static final int MOST_LINES = 100;
    /** Places named in one line. */
    static final int MOST_PLACES = 5;

    private Problems() {}

    private record Kind(String owner, String message, String suggestion) {}

    /**
     * Problems that are told together.
     *
     * @param place the first of their places
     * @param text what is told, on one line
     */
    public record Line(Place place, String text) {}

    /** A single one as it is, several as a list, one a line. */
    public static String text(Collection<Problem> problems) {
        List<Line> lines = lines(problems);
        if (lines.size() == 1) {
            return lines.get(0).text();
        }
        var text = new StringBuilder().append(lines.size()).append(" problems:");
        for (Line line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
            text.append(System.lineSeparator()).append("  ").append(line.text());
        }
        if (lines.size() > MOST_LINES) {
            text.append(System.lineSeparator())
                    .append("  and ")
                    .append(lines.size() - MOST_LINES)
                    .append(" more: mend these first");
        }
        return text.toString();
    }

    /** What is to be told of problems, in their order. */
    public static List<Line> lines(Collection<Problem> problems) {
        Map<Kind, Set<Place>> places = new LinkedHashMap<>();
        for (Problem problem : problems) {
            var kind = new Kind(owner(problem.place()), problem.message(), problem.suggestion());
            places.computeIfAbsent(kind, key -> new LinkedHashSet<>()).add(problem.place());
        }
        Set<String> advised = new HashSet<>();
        List<Line> lines = new ArrayList<>();
        places.forEach((kind, where) -> {
            String advice = advised.add(kind.suggestion()) ? kind.suggestion() : "";
            String text = new Problem(Place.of(list(where)), kind.message(), advice).toString();
            lines.add(new Line(where.iterator().next(), Printable.line(text)));
        });
        return lines;
    }

    /** What places are told together within: the settings, or the cells of one file. Whole files stay apart. */
    private static String owner(Place place) {
        boolean setting = place.subject().startsWith("<");
        return setting ? "" : place.line() > 0 ? place.subject() : place.toString();
    }

    private static String list(Set<Place> places) {
        String first = places.stream().limit(MOST_PLACES).map(Place::toString).collect(Collectors.joining("; "));
        return places.size() > MOST_PLACES ? first + " and " + (places.size() - MOST_PLACES) + " more places" : first;
    }
}
