/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import io.github.dsemaven.diagnostic.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * XML or HTML being written: elements, attributes, escaped text. Every character that a document may hold is written as it
 * is; those it may not (control characters, halves of surrogate pairs) are written out, see {@link Printable}.
 */
public final class Markup {
    private final Appendable out;

    /**
     * @param out where it is written to
     */
    public Markup(Appendable out) {
        this.out = out;
    }

    /** An opening tag; attributes come as name, value pairs, and those with an empty value are left out. */
    public Markup open(String tag, String... attributes) {
        return tag(tag, attributes).raw(">");
    }

    /** An element without content. */
    public Markup empty(String tag, String... attributes) {
        return tag(tag, attributes).raw("/>");
    }

    /** A closing tag. */
    public Markup close(String tag) {
        return raw("</").raw(tag).raw(">");
    }

    /** An element of text. */
    public Markup element(String tag, String content, String... attributes) {
        return open(tag, attributes).text(content).close(tag);
    }

    /** Escaped text. */
    public Markup text(String content) {
        return raw(escape(content));
    }

    /** A line feed, for people who read the source. */
    public Markup line() {
        return raw("\n");
    }

    /** What is markup already. */
    public Markup raw(String markup) {
        try {
            out.append(markup);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Markup tag(String tag, String... attributes) {
        return raw("<").raw(tag).attributes(attributes);
    }

    /** Attributes of a tag begun with {@link #raw}: name, value pairs; those with an empty value are left out. */
    public Markup attributes(String... attributes) {
        for (int i = 0; i < attributes.length; i += 2) {
            if (!attributes[i + 1].isEmpty()) {
                raw(" ").raw(attributes[i]).raw("=\"");
                raw(escape(attributes[i + 1])).raw("\"");
            }
        }
        return this;
    }

    /** Text for between tags and for double-quoted attributes. */
    public static String escape(String content) {
        String text = Printable.lines(content);
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            String entity = entity(text.charAt(i));
            if (!entity.isEmpty() && escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped != null && entity.isEmpty()) {
                escaped.append(text.charAt(i));
            } else if (escaped != null) {
                escaped.append(entity);
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static String entity(char character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            default -> "";
        };
    }
}
