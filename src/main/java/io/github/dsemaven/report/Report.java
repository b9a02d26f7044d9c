/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.FileName;
import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.provenance.Decision;
import io.github.dsemaven.provenance.Execution;
import io.github.dsemaven.provenance.FileDigest;
import io.github.dsemaven.provenance.Products;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.Step;
import io.github.dsemaven.provenance.StepKey;
import io.github.dsemaven.provenance.StepRecord;
import io.github.dsemaven.provenance.Versions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Makes the report of a project from what its other goals made: page, summary, tables for papers, badge. */
public final class Report {
    /** Name of the embedded font of the figures. */
    public static final String FONT = "dse-figure";

    /** Goal whose step a report is. */
    public static final String GOAL = "report";

    /** What the steps of a report are recorded as. */
    public static final List<String> STEPS = List.of(GOAL, TradeOffs.GOAL);

    private static final List<String> READ = List.of(".svg", ".json", ".csv");

    private final Provenance provenance;
    private final Function<TreeSet<Integer>, String> fontFace;

    /**
     * @param fontFace CSS that embeds the figures' font with at least the given characters; may be empty
     */
    public Report(Provenance provenance, Function<TreeSet<Integer>, String> fontFace) {
        this.provenance = provenance;
        this.fontFace = fontFace;
    }

    /**
     * What was asked for.
     *
     * @param execution which execution of the goal
     * @param title what stands above the report
     * @param version the project's version
     */
    public record Request(Execution execution, String title, String version) {}

    /**
     * Makes the report unless it is up to date.
     *
     * @return the decision, for the log
     */
    public Decision make(Request request) {
        List<StepRecord> made = made();
        Step step = step(request, made);
        Decision decision = step.decide();
        if (decision instanceof Decision.Run) {
            ReportContent content = content(request);
            Path root = provenance.folders().output();
            var files = new ArrayList<Path>();
            Path page = root.resolve("index.html");
            AtomicFile.write(page, out -> new Page(fontFace).write(content, out));
            files.add(page);
            files.add(write(root.resolve("summary.md"), MarkdownSummary.of(content, MarkdownSummary.LIMIT)));
            files.add(write(root.resolve("badge.json"), Badge.json(content)));
            if (!content.evaluations().isEmpty()) {
                files.add(write(root.resolve("tables/perplexities.tex"), LatexTable.of(content.evaluations())));
            }
            // a point a design point is no table for a paper
            List<ReportFigure> tabled = content.figures().stream()
                    .filter(figure -> !figure.scatter())
                    .toList();
            Map<String, Long> sharing = tabled.stream().collect(groupingBy(Report::sharedName, counting()));
            for (ReportFigure figure : tabled) {
                // with its folder where figures of several folders share a name
                String name = sharing.get(sharedName(figure)) > 1 ? FileName.of(figure.path()) : figure.name();
                Path file = root.resolve("tables").resolve(name + ".tex");
                files.add(write(file, LatexTable.of(figure.data())));
            }
            step.record(new Products(
                    files.stream()
                            .distinct()
                            .map(file -> new Products.ProducedFile(file, List.of()))
                            .toList(),
                    List.of(),
                    List.of()));
        }
        return decision;
    }

    /** Forgets the report that an earlier build made, for there is nothing to show. */
    public void drop(Request request) {
        step(request, List.of()).retire();
    }

    /** Whether neither a figure nor a number was made. */
    public boolean nothingToShow() {
        return new ReportFolder(provenance.folders().output()).files(provenance).isEmpty();
    }

    /** What the report shows. */
    public ReportContent content(Request request) {
        return new ReportFolder(provenance.folders().output()).read(request.title(), request.version(), provenance);
    }

    private List<StepRecord> made() {
        return provenance.steps().stream()
                .filter(step -> !step.key().goal().equals(GOAL))
                .toList();
    }

    private Step step(Request request, List<StepRecord> made) {
        List<Path> read = new ReportFolder(provenance.folders().output())
                .files(provenance).stream()
                        .filter(file ->
                                READ.stream().anyMatch(type -> file.toString().endsWith(type)))
                        .toList();
        return provenance
                .step(GOAL, request.execution(), provenance.folders().output())
                .inputs(read)
                .parameter("title", request.title())
                .parameter("version", request.version())
                .parameter("what it shows", Sha256.of(shown(made)))
                .versions(Versions.reporting())
                .begin();
    }

    /** All that the page shows of the steps; not the digests of pictures, some of which depend on the machine. */
    private static String shown(List<StepRecord> made) {
        var text = new StringBuilder();
        for (StepRecord step : made) {
            StepKey key = step.key();
            List<FileDigest> inputs = step.inputs();
            List<String> outputs =
                    step.outputs().stream().map(StepRecord.Output::name).toList();
            text.append(List.of(key, inputs, step.parameters(), step.versions(), outputs, step.warnings()))
                    .append('\n');
        }
        return text.toString();
    }

    /** The figure's name, the same for names that differ in case only, as {@link String#equalsIgnoreCase} has it. */
    private static String sharedName(ReportFigure figure) {
        return figure.name()
                .codePoints()
                .map(letter -> Character.toLowerCase(Character.toUpperCase(letter)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Path write(Path file, String text) {
        AtomicFile.write(file, text);
        return file;
    }
}
