/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;

/** Point shapes in the order they are used, of about equal area and far apart in outline, with the dash beside each. */
enum Marker {
    CIRCLE(0, 1, 0),
    SQUARE(4, 1.22, Math.PI / 4),
    TRIANGLE(3, 1.42, 0),
    DIAMOND(4, 1.32, 0),
    TRIANGLE_DOWN(3, 1.42, Math.PI),
    PLUS(0, 1.3, 0),
    PENTAGON(5, 1.15, 0),
    CROSS(0, 1.3, Math.PI / 4),
    TRIANGLE_LEFT(3, 1.42, -Math.PI / 2),
    TRIANGLE_RIGHT(3, 1.42, Math.PI / 2);

    private static final List<List<Double>> DASHES = List.of(
            List.of(),
            List.of(4.5, 2.0),
            List.of(1.5, 1.5),
            List.of(6.0, 1.5, 1.5, 1.5),
            List.of(3.0, 1.2),
            List.of(8.0, 2.5),
            List.of(4.0, 1.5, 1.0, 1.5, 1.0, 1.5));

    private final int corners;
    private final double reach;
    private final double turn;

    Marker(int corners, double reach, double turn) {
        this.corners = corners;
        this.reach = reach;
        this.turn = turn;
    }

    /** The n-th marker, from 0; they repeat. */
    static Marker of(int index) {
        return values()[index % values().length];
    }

    /** The n-th dash, from 0: alternating drawn and empty lengths in points; the first is solid; they repeat. */
    static List<Double> dash(int index) {
        return DASHES.get(index % DASHES.size());
    }

    /** The shape around a centre; {@code radius} is that of the circle. */
    Shape at(double x, double y, double radius) {
        return switch (this) {
            case CIRCLE -> new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
            case PLUS, CROSS -> plus(x, y, radius * reach);
            default -> polygon(x, y, radius * reach);
        };
    }

    private Shape polygon(double x, double y, double r) {
        var path = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double angle = turn + 2 * Math.PI * i / corners;
            corner(path, i, x + r * Math.sin(angle), y - r * Math.cos(angle));
        }
        path.closePath();
        return path;
    }

    private Shape plus(double x, double y, double r) {
        double arm = r * 0.36;
        double[][] corners = {
            {-arm, -r}, {arm, -r}, {arm, -arm}, {r, -arm}, {r, arm}, {arm, arm},
            {arm, r}, {-arm, r}, {-arm, arm}, {-r, arm}, {-r, -arm}, {-arm, -arm}
        };
        var path = new Path2D.Double();
        for (int i = 0; i < corners.length; i++) {
            double cos = Math.cos(turn);
            double sin = Math.sin(turn);
            double dx = corners[i][0] * cos - corners[i][1] * sin;
            double dy = corners[i][0] * sin + corners[i][1] * cos;
            corner(path, i, x + dx, y + dy);
        }
        path.closePath();
        return path;
    }

    private static void corner(Path2D path, int index, double x, double y) {
        if (index == 0) {
            path.moveTo(x, y);
        } else {
            path.lineTo(x, y);
        }
    }
}
