/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.figure.Panel;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** What stands in the panels of a figure: it says how much room it needs, then draws a panel at a time. */
sealed interface PanelContent permits LineContent, BarContent {
    /** What is said of its parts. */
    Words words();

    /** Approximate height of all panels at a page width, before anything is placed. */
    double blockHeight(double inner);

    /** Width of the widest tick label of the vertical axis. */
    double tickWidth();

    /** Width needed right of the panels, for labels at the ends of lines. */
    double rightGutter(double inner);

    /** Divides the width among the panels; called once, before the methods below. */
    Grid prepare(double room);

    /** Draws the legend, if any, from the top edge down; returns its bottom edge. */
    double legend(RecordingGraphics g, double left, double top, double width);

    /** Height needed below a panel for tick labels. */
    double depth();

    /** What is added to the label of the horizontal axis; may be empty. */
    String xNote();

    /** A note under a panel's name. */
    Optional<String> note(Panel panel);

    /** Draws a panel; {@code labelled} for the first of a row, which has the labels of the vertical axis. */
    void draw(RecordingGraphics g, int panel, Rectangle2D area, boolean labelled);

    /** Sentences on how to read what was drawn, for the caption. */
    List<String> notes();

    /** How many lines or bars can be told apart in a panel. */
    int distinct(Panel panel);
}
