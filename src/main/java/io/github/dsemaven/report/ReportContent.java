/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.provenance.StepRecord;
import java.util.List;

/**
 * Everything a report is about.
 *
 * @param title what stands above it, usually the project's name
 * @param version the project's version
 * @param figures in order of part and name
 * @param evaluations in order of data set, model and result file
 * @param steps what made it
 */
public record ReportContent(
        String title,
        String version,
        List<ReportFigure> figures,
        List<Evaluation> evaluations,
        List<StepRecord> steps) {
    public ReportContent {
        figures = List.copyOf(figures);
        evaluations = List.copyOf(evaluations);
        steps = List.copyOf(steps);
    }

    /** The figures of a part. */
    public List<ReportFigure> figures(Part part) {
        return figures.stream().filter(figure -> figure.part() == part).toList();
    }

    /** What readers have to know about the inputs, each once. */
    public List<String> warnings() {
        return steps.stream()
                .flatMap(step -> step.warnings().stream())
                .distinct()
                .toList();
    }
}
