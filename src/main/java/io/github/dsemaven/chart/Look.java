/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.awt.Color;
import java.util.List;

/**
 * How a line is drawn.
 *
 * @param marker shape of its points
 * @param hollow whether its points are outlines only
 * @param dash alternating drawn and empty lengths; empty for a solid line
 */
record Look(Color color, Marker marker, boolean hollow, List<Double> dash) {
    /** After so many looks colours and markers meet again as they did. */
    private static final int ROUND = 20;
    /** Has no divisor in common with the number of markers, so that each round pairs colours with other markers. */
    private static final int SHIFT = 3;

    /** The look of the n-th level, from 0, where nothing else tells levels apart: hollow where colours repeat. */
    static Look of(Theme theme, int level) {
        int place = level % ROUND;
        boolean repeated = place >= Math.min(theme.categories(), Marker.values().length);
        boolean dashed = repeated || level >= ROUND || theme == Theme.GREY;
        return new Look(
                theme.category(place),
                Marker.of(place + level / ROUND * SHIFT),
                repeated,
                Marker.dash(dashed ? level : 0));
    }

    /** The same in another colour. */
    Look in(Color other) {
        return new Look(other, marker, hollow, dash);
    }
}
