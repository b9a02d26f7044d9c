/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.artifact.Decimal;
import java.awt.Shape;
import java.awt.geom.PathIterator;

/** A shape as the {@code d} of an SVG path, to a hundredth of a point. */
final class SvgPath {
    private SvgPath() {}

    /** {@code M1 2.5L3 4Z}; empty for a shape without points. */
    static String of(Shape shape) {
        var d = new StringBuilder();
        double[] c = new double[6];
        for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
            switch (path.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> append(d, 'M', c, 2);
                case PathIterator.SEG_LINETO -> append(d, 'L', c, 2);
                case PathIterator.SEG_QUADTO -> append(d, 'Q', c, 4);
                case PathIterator.SEG_CUBICTO -> append(d, 'C', c, 6);
                default -> d.append('Z');
            }
        }
        return d.toString();
    }

    private static void append(StringBuilder d, char command, double[] coordinates, int count) {
        d.append(command);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                d.append(' ');
            }
            d.append(number(coordinates[i]));
        }
    }

    /** Two decimals at most, no trailing zeros: {@code 1}, {@code 2.5}, {@code -0.07}. */
    static String number(double value) {
        return Decimal.atMost(value, 2);
    }
}
