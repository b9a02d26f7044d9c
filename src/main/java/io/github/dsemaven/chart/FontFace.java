/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.util.Base64;
import java.util.BitSet;
import java.util.Set;

/** The figures' font for a page that shows several of them: embedded once, with the letters they use together. */
public final class FontFace {
    private FontFace() {}

    /**
     * CSS that embeds both weights.
     *
     * @param family the name to give it
     * @param characters code points that are needed; those the font lacks are left out
     */
    public static String css(String family, Set<Integer> characters) {
        var letters = new BitSet();
        characters.forEach(letters::set);
        return characters.isEmpty() ? "" : face(family, letters, false) + '\n' + face(family, letters, true) + '\n';
    }

    /** CSS that embeds one weight. */
    static String face(String family, BitSet characters, boolean bold) {
        String data = Base64.getEncoder().encodeToString(Typeface.of(bold).subset(characters));
        return "@font-face{font-family:'" + family + "';font-weight:" + (bold ? "bold" : "normal")
                + ";src:url(data:font/ttf;base64," + data + ") format('truetype')}";
    }
}
