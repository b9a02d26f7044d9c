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
record Look(Color color, Marker marker, boolean hollow, List<Double> dash) {}
