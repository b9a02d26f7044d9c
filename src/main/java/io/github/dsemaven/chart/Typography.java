/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

/**
 * The letterings of a figure. Nothing is smaller than 7 points: a figure of 16 cm scaled to a column of 8.5 cm still
 * has letters of 3.7 points, as high as the small print of a table.
 */
record Typography(Theme theme) {
    Lettering title() {
        return new Lettering(true, 11.5, theme.ink());
    }

    Lettering subtitle() {
        return new Lettering(false, 8.5, theme.muted());
    }

    /** Name of a dimension in the legend. */
    Lettering legendTitle() {
        return new Lettering(false, 8, theme.muted());
    }

    Lettering legend() {
        return new Lettering(false, 8, theme.ink());
    }

    /** Name of a panel. */
    Lettering strip() {
        return new Lettering(true, 8, theme.ink());
    }

    /** Count of lines of a panel. */
    Lettering note() {
        return new Lettering(false, 7, theme.muted());
    }

    Lettering tick() {
        return new Lettering(false, 8, theme.ink());
    }

    Lettering axis() {
        return new Lettering(false, 8.5, theme.ink());
    }

    Lettering caption() {
        return new Lettering(false, 7.25, theme.muted());
    }

    /** Number on a bar. */
    Lettering bar() {
        return new Lettering(true, 8.5, theme.ink());
    }
}
