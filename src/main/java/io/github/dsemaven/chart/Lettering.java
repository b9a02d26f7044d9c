/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * How a text is set.
 *
 * @param bold whether in the bold weight
 * @param size font size in points
 */
record Lettering(boolean bold, double size, Color color) {
    /** Advance width in points. */
    double width(String text) {
        return Typeface.of(bold).width(text) * size;
    }

    /** Height above the baseline that letters may take, with accents: 0.93 em in Roboto. */
    double ascent() {
        return 0.93 * size;
    }

    /** Depth below the baseline that letters may take: 0.24 em in Roboto. */
    double descent() {
        return 0.24 * size;
    }

    /** Distance of two baselines. */
    double leading() {
        return Math.ceil(1.28 * size * 4) / 4;
    }

    Lettering in(Color other) {
        return new Lettering(bold, size, other);
    }

    /**
     * Breaks a text into lines at most {@code width} points wide: at spaces; where one word is too wide, after one of
     * {@code / - _ . ,} or, failing that, anywhere. At least one line; none wider, unless a single letter is.
     */
    List<String> wrap(String text, double width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        double taken = 0;
        for (String word : words(text, width)) {
            String plain = word.startsWith(GLUE) ? word.substring(1) : word;
            String gap = line.isEmpty() || word.startsWith(GLUE) ? "" : " ";
            double more = width(gap + plain);
            if (!line.isEmpty() && taken + more > width) {
                lines.add(line.toString());
                line.setLength(0);
                taken = 0;
                gap = "";
                more = width(plain);
            }
            line.append(gap).append(plain);
            taken += more;
        }
        if (!line.isEmpty() || lines.isEmpty()) {
            lines.add(line.toString());
        }
        return List.copyOf(lines);
    }

    /** Marks a piece that continues the word before it, without a space. */
    private static final String GLUE = "\u2060";

    private List<String> words(String text, double width) {
        var words = new ArrayList<String>();
        for (var all = new StringTokenizer(text); all.hasMoreTokens(); ) {
            String word = all.nextToken();
            if (width(word) <= width) {
                words.add(word);
            } else {
                pieces(word, width, words);
            }
        }
        return words;
    }

    private void pieces(String word, double width, List<String> words) {
        String glue = "";
        for (String piece : word.split("(?<=[/\\-_.,])")) {
            String rest = piece;
            while (width(rest) > width && rest.codePointCount(0, rest.length()) > 1) {
                int fitting = rest.offsetByCodePoints(0, 1);
                for (int next = fitting; next < rest.length() && width(rest.substring(0, next)) <= width; ) {
                    fitting = next;
                    next = rest.offsetByCodePoints(next, 1);
                }
                words.add(glue + rest.substring(0, fitting));
                rest = rest.substring(fitting);
                glue = GLUE;
            }
            words.add(glue + rest);
            glue = GLUE;
        }
    }
}
