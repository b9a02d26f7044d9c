/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.SlashedPath;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
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

    /**
     * Everything for a report.
     *
     * @param steps what was made; where none is recorded, every figure in the folder counts
     */
    public ReportContent read(String title, String version, List<StepRecord> steps) {
        List<Path> files = files(steps);
        var figures = new ArrayList<ReportFigure>();
        Set<String> ids = new HashSet<>();
        for (Path file : files) {
            if (isFigureData(file)) {
                figures.add(figure(file, ids));
            }
        }
        figures.sort(Comparator.comparing(ReportFigure::part));
        return new ReportContent(title, version, figures, Evaluations.read(evaluationFiles(files), figures), steps);
    }

    /** Files that the figures and numbers of a report are read from, in order. */
    public List<Path> files(List<StepRecord> steps) {
        var files = new TreeSet<Path>();
        files.addAll(evaluationFiles(list(root, 1)));
        if (steps.isEmpty()) {
            files.addAll(list(root, DEPTH));
        }
        for (StepRecord step : steps) {
            step.outputs()
                    .forEach(output -> files.add(root.resolve(output.name()).normalize()));
        }
        return files.stream().filter(Files::isRegularFile).toList();
    }

    private static boolean isFigureData(Path file) {
        return file.getParent() != null
                && file.getParent().endsWith("data")
                && file.toString().endsWith(SUFFIX);
    }

    private static List<Path> evaluationFiles(List<Path> files) {
        return files.stream().filter(file -> file.toString().endsWith(DETAILS)).toList();
    }

    private ReportFigure figure(Path dataFile, Set<String> ids) {
        String name = stem(dataFile);
        FigureData data = FigureData.of(JsonTree.read(dataFile), name);
        Path folder = dataFile.getParent().getParent();
        var files = new ArrayList<String>();
        for (String type : PICTURES) {
            add(files, folder.resolve(name + "." + type));
        }
        add(files, dataFile.resolveSibling(name + ".csv"));
        add(files, dataFile);
        Path svg = folder.resolve(name + ".svg");
        String id = Html.id("figure", name);
        for (int copy = 2; !ids.add(id); copy++) {
            id = Html.id("figure", name) + "-" + copy;
        }
        return new ReportFigure(id, Part.of(name), data, Files.isRegularFile(svg) ? text(svg) : "", files);
    }

    private void add(List<String> files, Path file) {
        if (Files.isRegularFile(file)) {
            files.add(SlashedPath.of(root.relativize(file)));
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** A text file of ours. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DseException(Place.of(file.toString()), "can't be read (" + e + ")", Suggestions.remake());
        }
    }

    private static List<Path> list(Path folder, int depth) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new DseException(Place.of(folder.toString()), "can't be read (" + e + ")", Suggestions.remake());
        }
    }
}
