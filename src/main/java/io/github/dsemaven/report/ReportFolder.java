/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.SlashedPath;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.StepRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The artifacts of the other goals, read back from where they were written.
 *
 * @param root the folder of the manifest, {@code target/dse}
 */
public record ReportFolder(Path root) {
    private static final int DEPTH = 5;
    private static final String SUFFIX = ".json";
    private static final String DETAILS = "_ppl_details.json";
    private static final List<String> PICTURES = List.of("svg", "png", "pdf");

    public ReportFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** Everything for a report of what is recorded as made, from files that are as they were. */
    public ReportContent read(String title, String version, Provenance provenance) {
        return read(title, version, files(provenance), steps(provenance));
    }

    /** Every figure and number in a folder that nothing is recorded of, such as a baseline. */
    ReportContent readAll() {
        return read("", "", list(root, DEPTH), List.of());
    }

    /**
     * Files that the figures and numbers of a report are read from, in order. Of evaluations that failed in part, those that
     * did not are among them.
     */
    public List<Path> files(Provenance provenance) {
        var files = new TreeSet<Path>();
        steps(provenance).forEach(step -> files.addAll(outputs(step)));
        provenance.unfinished().forEach(step -> files.addAll(evaluationFiles(outputs(step))));
        return files.stream().filter(Files::isRegularFile).toList();
    }

    private static List<StepRecord> steps(Provenance provenance) {
        return provenance.steps().stream()
                .filter(step -> !step.key().goal().equals(Report.GOAL))
                .toList();
    }

    private List<Path> outputs(StepRecord step) {
        return step.outputs().stream()
                .map(output -> root.resolve(output.name()).normalize())
                .toList();
    }

    private ReportContent read(String title, String version, List<Path> files, List<StepRecord> steps) {
        var figures = new ArrayList<ReportFigure>();
        Set<String> ids = new HashSet<>();
        Set<Path> made = Set.copyOf(files);
        for (Path file : files) {
            if (isFigureData(file)) {
                figures.add(figure(file, made, ids));
            }
        }
        figures.sort(Comparator.comparing(ReportFigure::part));
        return new ReportContent(title, version, figures, Evaluations.read(evaluationFiles(files), figures), steps);
    }

    private static boolean isFigureData(Path file) {
        return file.getParent() != null
                && file.getParent().endsWith("data")
                && file.toString().endsWith(SUFFIX);
    }

    private static List<Path> evaluationFiles(List<Path> files) {
        return files.stream().filter(file -> file.toString().endsWith(DETAILS)).toList();
    }

    private ReportFigure figure(Path dataFile, Set<Path> made, Set<String> ids) {
        String name = stem(dataFile);
        Path folder = dataFile.getParent().getParent();
        List<String> files = Stream.concat(
                        PICTURES.stream().map(type -> folder.resolve(name + "." + type)),
                        Stream.of(dataFile.resolveSibling(name + ".csv"), dataFile))
                .filter(made::contains)
                .map(file -> SlashedPath.of(root.relativize(file)))
                .toList();
        String id = Html.id("figure", name);
        for (int copy = 2; !ids.add(id); copy++) {
            id = Html.id("figure", name) + "-" + copy;
        }
        return ReportFigure.of(id, root, files);
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static List<Path> list(Path folder, int depth) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new DseException(
                    Place.of(folder.toString()), "can't be read (" + Reason.of(e) + ")", Suggestions.remake());
        }
    }
}
