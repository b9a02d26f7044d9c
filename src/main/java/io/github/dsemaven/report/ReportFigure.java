/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.GivenFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A figure with everything beside it. Numbers and picture are read when they are asked for and not kept, for a project may
 * have thousands of figures.
 *
 * @param id its fragment identifier, unlike any other figure's
 * @param part where in a report it stands
 * @param name base name of its files, as its data have it
 * @param title what stands above it
 * @param subtitle the fixed design point in words; may be empty
 * @param scatter whether x is a measured quantity, not a design point
 * @param root folder of the report
 * @param files its files relative to the report, such as {@code figures/a.svg}, {@code figures/data/a.csv}; that with the
 *     data is the last
 */
public record ReportFigure(
        String id,
        Part part,
        String name,
        String title,
        String subtitle,
        boolean scatter,
        Path root,
        List<String> files) {
    private static final String DATA = ".json";
    private static final String PICTURE = ".svg";

    public ReportFigure {
        files = List.copyOf(files);
    }

    /** The figure of a data file. */
    static ReportFigure of(String id, Path root, List<String> files) {
        FigureData data = read(root, files);
        return new ReportFigure(
                id, Part.of(stem(files)), data.name(), data.title(), data.subtitle(), data.scatter(), root, files);
    }

    /** The numbers drawn. */
    public FigureData data() {
        return read(root, files);
    }

    /** The picture; empty where it was not drawn as SVG. */
    public Optional<String> svg() {
        return files.stream()
                .filter(file -> file.endsWith(PICTURE))
                .findFirst()
                .map(file -> new GivenFile(root.resolve(file), "a picture", GivenFile.DATA).text());
    }

    /** What identifies it in a project: folder and base name, such as {@code figures/throughput_decode_vs_batch}. */
    public String path() {
        String dataFile = dataFile(files);
        String folder = dataFile.substring(0, Math.max(0, dataFile.lastIndexOf("data/")));
        return folder + name;
    }

    private static FigureData read(Path root, List<String> files) {
        return FigureData.of(JsonTree.read(root.resolve(dataFile(files))), stem(files));
    }

    private static String stem(List<String> files) {
        String file = dataFile(files);
        return file.substring(file.lastIndexOf('/') + 1, file.length() - DATA.length());
    }

    private static String dataFile(List<String> files) {
        return files.get(files.size() - 1);
    }
}
