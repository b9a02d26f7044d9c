/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The data file beside a figure, {@code data/<name>.json}, as a reader of a report sees it.
 *
 * @param name base name of its files
 * @param scatter whether x is a measured quantity, not a design point
 * @param title what stands above it
 * @param subtitle the fixed design point in words; may be empty
 * @param caption sentences for below it
 * @param inputs names of the CSV files
 * @param columns headings of what tells points apart, in the order of {@link Point#where}
 * @param x heading of the horizontal axis, or of the category of bars
 * @param y heading of the value, with its unit
 * @param scale factor from the unit of the values here, which is the CSV's, to that of the heading and the drawing
 * @param points every point or bar, panel by panel and line by line
 */
public record FigureData(
        String name,
        boolean scatter,
        String title,
        String subtitle,
        List<String> caption,
        List<String> inputs,
        List<String> columns,
        String x,
        String y,
        double scale,
        List<Point> points) {
    /** Key of a fact: the scheme, which the label of a bar may tell more than. */
    static final String QUANTIZATION = "quantization";

    /** Key of a fact: the file that a bar is from, as a user names it. */
    static final String FILE = "file";

    /**
     * A point of a line, or a bar.
     *
     * @param where values of panel, hue and style as in the CSV, as far as the figure has them
     * @param shown the same as a reader sees them: display names, {@code off}
     * @param x design point or category; in a scatter the measured quantity, in the unit of its heading
     * @param shownX the same as a reader sees it: {@code off}
     * @param identity what identifies the point in its figure
     * @param value mean
     * @param n rows averaged
     * @param facts of a bar, what else is known: its quantization, the file it is from, and how it was measured
     */
    public record Point(
            List<String> where,
            List<String> shown,
            String x,
            String shownX,
            String identity,
            double value,
            long n,
            OptionalDouble min,
            OptionalDouble max,
            OptionalDouble std,
            Map<String, String> facts) {
        public Point {
            facts = Map.copyOf(facts);
            where = List.copyOf(where);
            shown = List.copyOf(shown);
        }
    }

    public FigureData {
        caption = List.copyOf(caption);
        inputs = List.copyOf(inputs);
        columns = List.copyOf(columns);
        points = List.copyOf(points);
    }

    /** What it is called where others of the same title stand beside it. */
    String heading() {
        return subtitle.isEmpty() ? title : title + ", " + subtitle;
    }

    /** Reads a data file. */
    static FigureData of(JsonTree json, String fileStem) {
        return new FigureDataReader(json, fileStem).read();
    }
}
