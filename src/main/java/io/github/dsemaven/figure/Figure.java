/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A figure ready to be drawn: everything a reader will see, and nothing about how it will look.
 *
 * @param name base name of its files, such as {@code throughput_prefill_vs_sink}
 * @param topic the part of a report it belongs to
 * @param kind lines or bars
 * @param title what stands above the drawing
 * @param subtitle the fixed design point in words, such as {@code batch 1, no sliding window, sink 0}; may be empty
 * @param source what the Python scripts called things, for the data file
 * @param inputs names (not paths) of the CSV files it was drawn from, in the order given
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param hue what colour tells apart
 * @param style what marker and dash tell apart
 * @param facet what the panels tell apart
 * @param rows rows that entered the figure after filter, deduplication and removal of empty cells
 * @param band what the bands around the lines span
 * @param panels the panels in level order; exactly one, without a level, where {@code facet} is empty
 * @param caption sentences for below the drawing: what was averaged, what the band is, n, and what to beware of
 */
public record Figure(
        String name,
        Topic topic,
        Kind kind,
        String title,
        String subtitle,
        SourceWords source,
        List<String> inputs,
        Axis x,
        Axis y,
        Optional<Dimension> hue,
        Optional<Dimension> style,
        Optional<Dimension> facet,
        int rows,
        Band band,
        List<Panel> panels,
        List<String> caption) {

    /** Lines through the means of a numeric design parameter, or bars of one number a category. */
    public enum Kind {
        LINE,
        BAR
    }

    /** The parts of a report. */
    public enum Topic {
        MEMORY,
        QUANTIZATION,
        THROUGHPUT,
        LATENCY,
        PERPLEXITY
    }

    /** What a band around a line spans. */
    public enum Band {
        /** Smallest to largest of the rows averaged in a point. */
        RANGE,
        /** Bootstrap 95 % confidence interval of the mean, with a fixed seed. */
        CI95,
        /** No band. */
        NONE
    }

    /**
     * The words of the Python scripts, which the data file repeats so that numbers can be compared with theirs.
     *
     * @param title the scripts' own title
     * @param filter the row filter as an expression, {@code none} where there is none
     * @param legendTitle title of the legend; may be empty
     */
    public record SourceWords(String title, String filter, String legendTitle) {}

    public Figure {
        Objects.requireNonNull(name, "name");
        inputs = List.copyOf(inputs);
        panels = List.copyOf(panels);
        caption = List.copyOf(caption);
        if (panels.isEmpty()) {
            throw new IllegalArgumentException(name + " has no panel");
        }
    }
}
