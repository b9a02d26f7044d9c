/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

/**
 * How many panels stand side by side and how large each is, in points.
 *
 * @param columns panels in a row
 * @param rows rows of panels
 * @param width of a panel's plotting area
 * @param height of a panel's plotting area
 */
record Grid(int columns, int rows, double width, double height) {
    /** Distance of two panels in a row. */
    static final double GUTTER = 12;

    /**
     * As many columns as keep panels at least {@code least} points wide, at most four, with rows filled evenly.
     *
     * @param room width for all panels of a row
     * @param tall whether many lines share a panel
     */
    static Grid of(int panels, double room, double least, boolean tall) {
        int most = Math.max(1, Math.min(4, (int) ((room + GUTTER) / (least + GUTTER))));
        int rows = (panels + most - 1) / most;
        int columns = (panels + rows - 1) / rows;
        double width = (room - (columns - 1) * GUTTER) / columns;
        double height = Math.min(178, Math.max(112, width * (columns == 1 ? 0.66 : 0.92)) * (tall ? 1.25 : 1));
        return new Grid(columns, rows, width, height);
    }
}
