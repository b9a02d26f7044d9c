/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import io.github.dsemaven.provenance.Execution;
import io.github.dsemaven.provenance.Folders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One run of a plot goal, as the user wrote it; {@link PlotService} parses and checks it.
 *
 * @param goal which figures
 * @param execution which execution of the goal, for provenance
 * @param base folder that relative paths start from, and that paths are shown relative to
 * @param csv files, folders or globs that the user named, in order
 * @param defaultFolders folders searched for more of the goal's CSVs; they need not be there
 * @param outputDirectory where figures go, and their data into {@code data} below it
 * @param folders where the manifest and the cache lie
 * @param look how figures look
 * @param data what is selected and how it is aggregated
 * @param strict whether a warning about the data is an error, and one bad file stops every figure
 * @param claims which execution of this build draws which file
 */
public record PlotRequest(
        PlotGoal goal,
        Execution execution,
        Path base,
        List<String> csv,
        List<Path> defaultFolders,
        Path outputDirectory,
        Folders folders,
        Look look,
        Data data,
        boolean strict,
        Claims claims) {

    /**
     * How figures look.
     *
     * @param formats {@code svg}, {@code png}, {@code pdf}
     * @param dpi resolution of PNG files
     * @param theme {@code light} or {@code dark}
     * @param title replaces the title; {@code {title}} stands for the one replaced; may be empty
     * @param caption goes before the caption; may be empty
     * @param widthCm page width in centimetres
     * @param zero whether zero is on the y axis
     */
    public record Look(
            List<String> formats, int dpi, String theme, String title, String caption, double widthCm, boolean zero) {}

    /**
     * What is selected and how it is aggregated.
     *
     * @param filter conditions on columns; may be empty
     * @param models display names by model tag
     * @param repeats {@code first}, {@code mean} or {@code median}
     * @param runs {@code all}, {@code separate} or a number of runs
     * @param band {@code range}, {@code ci95} or {@code none}
     */
    public record Data(String filter, Map<String, String> models, String repeats, String runs, String band) {}
}
