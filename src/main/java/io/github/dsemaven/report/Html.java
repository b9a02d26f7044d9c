/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Markup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTML text under construction: elements and escaped text, one block element a line. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** An opening tag; attributes come as name, value pairs, and those with an empty value as bare names. */
    Html open(String tag, String... attributes) {
        text.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]);
            if (!attributes[i + 1].isEmpty()) {
                text.append("=\"").append(escape(attributes[i + 1])).append('"');
            }
        }
        text.append('>');
        return this;
    }

    /** A closing tag. */
    Html close(String tag) {
        text.append("</").append(tag).append(">");
        return this;
    }

    /** A closing tag and the end of the line. */
    Html end(String tag) {
        close(tag);
        text.append('\n');
        return this;
    }

    /** An element of text. */
    Html element(String tag, String content, String... attributes) {
        return open(tag, attributes).text(content).close(tag);
    }

    /** Escaped text. */
    Html text(String content) {
        text.append(escape(content));
        return this;
    }

    /** Text that is HTML already. */
    Html raw(String html) {
        text.append(html);
        return this;
    }

    /** A line feed, for people who read the source. */
    Html line() {
        text.append('\n');
        return this;
    }

    /** Writes what is there as UTF-8, and forgets it. */
    void drain(OutputStream out) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Safe in text and in double-quoted attributes. */
    static String escape(String content) {
        return Markup.escape(content);
    }

    /** A link to a file beside the page, whose name may hold what an address reserves. */
    static String href(String file) {
        return file.replace("%", "%25")
                .replace("#", "%23")
                .replace("?", "%3F")
                .replace("\\", "%5C")
                .replace(" ", "%20");
    }

    /** A fragment identifier from any text: ASCII letters, digits and hyphens. */
    static String id(String prefix, String content) {
        String plain = content.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return prefix + "-" + plain.replaceAll("^-|-$", "");
    }
}
