/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

/**
 * The source script's rule for WikiText's raw files: the rows are the lines with their line feed, blank ones are left out,
 * and the rest is joined by two line feeds.
 */
final class RawRows {
    private RawRows() {}

    static String joined(String original) {
        String raw = original.indexOf('\r') < 0
                ? original
                : original.replace("\r\n", "\n").replace('\r', '\n');
        var text = new StringBuilder(raw.length() + raw.length() / 64);
        int start = 0;
        while (start < raw.length()) {
            int lineFeed = raw.indexOf('\n', start);
            int end = lineFeed < 0 ? raw.length() : lineFeed + 1;
            if (!isBlank(raw, start, end)) {
                if (text.length() > 0) {
                    text.append("\n\n");
                }
                text.append(raw, start, end);
            }
            start = end;
        }
        return text.toString();
    }

    private static boolean isBlank(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Corpus.isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
