/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import java.util.Locale;

/**
 * The counterpart on a dark page of a colour chosen for a white one: the same hue, with the lightness of the OKLab colour
 * space (Ottosson 2020) mirrored for greys and raised for colours, so that what stood out still does.
 * {@link StrictMath}, for the digits may not depend on the machine.
 */
final class DarkColour {
    /** What the page is behind figures: white in a figure is what it was drawn on. */
    private static final String GROUND = "#14171c";

    private static final double DARKEST = 0.205;
    private static final double LIGHTEST = 0.965;
    private static final double GREY = 0.035;
    private static final double LEAST_FOR_COLOUR = 0.66;

    private DarkColour() {}

    /**
     * @param colour as in CSS, {@code #0072b2}
     * @return the same
     */
    static String of(String colour) {
        if (colour.equalsIgnoreCase("#FFFFFF")) {
            return GROUND;
        }
        int rgb = Integer.parseInt(colour.substring(1), 16);
        double[] lab = lab(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
        double chroma = StrictMath.hypot(lab[1], lab[2]);
        if (chroma < GREY) {
            lab[0] = LIGHTEST - lab[0] * (LIGHTEST - DARKEST);
        } else {
            lab[0] = LEAST_FOR_COLOUR + lab[0] * 0.24;
            double shrink = Math.min(1, 0.15 / chroma);
            lab[1] *= shrink;
            lab[2] *= shrink;
        }
        return hex(lab);
    }

    private static double[] lab(int red, int green, int blue) {
        double r = linear(red / 255.0);
        double g = linear(green / 255.0);
        double b = linear(blue / 255.0);
        double l = StrictMath.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = StrictMath.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = StrictMath.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    private static String hex(double[] lab) {
        double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
        double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
        double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
        return String.format(
                Locale.ROOT,
                "#%02x%02x%02x",
                channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : StrictMath.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static int channel(double linear) {
        double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * StrictMath.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * Math.min(1, Math.max(0, value)));
    }

    private static double cube(double value) {
        return value * value * value;
    }
}
