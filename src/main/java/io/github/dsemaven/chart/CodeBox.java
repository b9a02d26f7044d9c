/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * What stands for a letter that the font lacks: a frame with its code point in two lines of hexadecimal digits, as browsers
 * draw it, so that two names in a script that the font does not know can be told apart.
 */
final class CodeBox {
    /** Advance width in em. */
    static final double ADVANCE = 1;

    private static final double LEFT = 0.06;
    private static final double RIGHT = 0.94;
    private static final double TOP = 0.8;
    private static final double BOTTOM = -0.14;
    private static final double STROKE = 0.045;
    private static final double DIGITS = 0.9;

    private CodeBox() {}

    /** Whether a character is not seen by itself: it joins its neighbours or chooses their form. */
    static boolean isSilent(int character) {
        return Character.getType(character) == Character.FORMAT
                || character >= 0xFE00 && character <= 0xFE0F
                || character >= 0xE0100 && character <= 0xE01EF;
    }

    /**
     * The outline in font units, y upwards.
     *
     * @param digits outline of a digit at the origin, in font units
     * @param unitsPerEm font units in an em
     */
    static GeneralPath of(int character, IntFunction<GeneralPath> digits, double unitsPerEm) {
        String code = String.format(Locale.ROOT, character > 0xFFFF ? "%06X" : "%04X", character);
        int columns = code.length() / 2;
        var box = new GeneralPath();
        box.append(new Rectangle2D.Double(LEFT, BOTTOM, RIGHT - LEFT, STROKE), false);
        box.append(new Rectangle2D.Double(LEFT, TOP - STROKE, RIGHT - LEFT, STROKE), false);
        double side = TOP - BOTTOM - 2 * STROKE;
        box.append(new Rectangle2D.Double(LEFT, BOTTOM + STROKE, STROKE, side), false);
        box.append(new Rectangle2D.Double(RIGHT - STROKE, BOTTOM + STROKE, STROKE, side), false);
        box.transform(AffineTransform.getScaleInstance(unitsPerEm, unitsPerEm));
        double cell = (RIGHT - LEFT - 3 * STROKE) / columns;
        double size = Math.min(0.52, cell * DIGITS / 0.57);
        for (int i = 0; i < code.length(); i++) {
            double x = LEFT + 1.5 * STROKE + cell * (i % columns) + (cell - 0.57 * size) / 2;
            double y = i < columns ? (TOP + BOTTOM) / 2 + 0.04 : BOTTOM + 2 * STROKE;
            var place = new AffineTransform(size, 0, 0, size, x * unitsPerEm, y * unitsPerEm);
            box.append(place.createTransformedShape(digits.apply(code.charAt(i))), false);
        }
        return box;
    }
}
