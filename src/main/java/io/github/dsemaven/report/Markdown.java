/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.diagnostic.Printable;
import java.util.regex.Pattern;

/**
 * Text for GitHub-flavoured Markdown, so that nothing in a name or a cell becomes markup: no link, image, code, formula, HTML,
 * and nobody is mentioned.
 */
final class Markdown {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]|~$]");
    /** Found in the text even where it is escaped; a space without width parts it. */
    private static final Pattern REFERENCE = Pattern.compile(
            "@(?=[\\p{L}\\p{N}])|#(?=[0-9])|(?<=\\b[Gg][Hh])-(?=[0-9])|(?<=\\p{L}):(?=//)|(?<=\\b[Ww]{3})[.]");
    /** What makes a list, a heading or a quotation of a line. */
    private static final Pattern START = Pattern.compile("^(\\s*)([-+#=]|[0-9]+(?=[.)]))");

    private static final String PART = "\u200B";

    private Markdown() {}

    /** Text within a line. */
    static String escape(String text) {
        String line = html(text);
        return SPECIAL.matcher(line).replaceAll("\\\\$0");
    }

    /** Text that begins a line. */
    static String line(String text) {
        return START.matcher(escape(text)).replaceFirst(start -> {
            String mark = start.group(2);
            boolean number = Character.isDigit(mark.charAt(0));
            return start.group(1) + (number ? mark + PART : "\\\\" + mark);
        });
    }

    /** Text within HTML, on one line: a blank one would end the HTML. */
    static String html(String text) {
        return REFERENCE.matcher(Html.escape(Printable.line(text))).replaceAll("$0" + PART);
    }
}
