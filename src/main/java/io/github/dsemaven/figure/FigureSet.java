/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import io.github.dsemaven.diagnostic.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * The figures of a goal, and what was found while making them.
 *
 * @param figures those that can be drawn, in the order of the catalogue
 * @param warnings what a reader must know of the data
 * @param problems why other figures can't be drawn
 */
public record FigureSet(List<Figure> figures, List<Warning> warnings, List<Problem> problems) {
    public FigureSet {
        figures = List.copyOf(figures);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /** The same with warnings in front. */
    public FigureSet after(List<Warning> first) {
        return first.isEmpty()
                ? this
                : new FigureSet(
                        figures,
                        Stream.concat(first.stream(), warnings.stream()).toList(),
                        problems);
    }
}
