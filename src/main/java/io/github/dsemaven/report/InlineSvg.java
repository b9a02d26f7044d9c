/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.Markup;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A figure's SVG as part of an HTML page: ids with a prefix, for two folders may hold figures of one name, and without what
 * the page says or does itself: size, font, white ground, heading and caption.
 */
final class InlineSvg {
    private static final Set<String> LEFT_OUT = Set.of("style", "metadata", "script");
    private static final Set<String> FROM_THE_PAGE = Set.of("width", "height", "viewBox", "font-family");
    private static final Set<String> PAINT = Set.of("fill", "stroke");

    private final XMLStreamReader in;
    private final String prefix;
    private final StringBuilder text = new StringBuilder();
    private final Markup markup = new Markup(text);
    private final TreeSet<String> colours = new TreeSet<>();
    private final TreeSet<Integer> letters = new TreeSet<>();
    private final List<String> caption = new ArrayList<>();
    private boolean light;
    private boolean tagOpen;
    private String viewBox = "";

    /**
     * @param svg text of a figure's SVG file
     * @param prefix of its ids in the page
     */
    InlineSvg(String svg, String prefix) {
        this.prefix = prefix;
        var parsers = XMLInputFactory.newDefaultFactory();
        parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        parsers.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            in = parsers.createXMLStreamReader(new StringReader(svg));
            in.nextTag();
            light = has("light");
            viewBox = attribute("viewBox");
            start();
            int afterRoot = text.length();
            while (in.hasNext()) {
                copy(in.next());
            }
            text.insert(afterRoot, viewBox.isEmpty() ? "" : " viewBox=\"" + Markup.escape(viewBox) + "\"");
        } catch (XMLStreamException e) {
            String reason = e.getMessage().replaceAll("\\s+", " ");
            throw new DseException(Place.of("SVG of a figure"), "can't be read (" + reason + ")", Suggestions.remake());
        }
    }

    /** The element. */
    String markup() {
        return text.toString();
    }

    /** The caption as drawn: that of the data, and what the drawing itself had to explain; may be empty. */
    String caption() {
        return String.join(" ", caption);
    }

    /** Colours on a white ground, as they stand in the markup: {@code #0072b2}; none on another ground, which stays. */
    Set<String> colours() {
        return colours;
    }

    /** Code points of its texts, for choosing glyphs. */
    Set<Integer> letters() {
        return letters;
    }

    /** Width in its own units, which are taken for CSS pixels. */
    double width() {
        String[] box = viewBox.strip().split("[ ,]+");
        return box.length == 4 ? Double.parseDouble(box[2]) : 0;
    }

    private void copy(int event) throws XMLStreamException {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                if (in.getLocalName().equals("view")) {
                    viewBox = attribute("viewBox");
                    skip();
                } else if (has("caption")) {
                    readCaption();
                } else if (LEFT_OUT.contains(in.getLocalName()) || has("heading") || light && has("ground")) {
                    skip();
                } else {
                    start();
                }
            }
            case XMLStreamConstants.CHARACTERS -> {
                endTag();
                markup.text(in.getText());
                in.getText().codePoints().forEach(letters::add);
            }
            case XMLStreamConstants.END_ELEMENT -> {
                if (tagOpen) {
                    tagOpen = false;
                    markup.raw("/>");
                } else {
                    markup.close(in.getLocalName());
                }
            }
            default -> {
                // comments and the like are not for readers
            }
        }
    }

    private void start() {
        endTag();
        markup.raw("<").raw(in.getLocalName());
        boolean root = text.length() == in.getLocalName().length() + 1;
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String name = in.getAttributeLocalName(i);
            String value = in.getAttributeValue(i);
            if (!(root && FROM_THE_PAGE.contains(name))) {
                markup.attributes(name, name.equals("id") || name.startsWith("aria-") ? prefixed(value) : value);
            }
            if (light && PAINT.contains(name) && value.startsWith("#")) {
                colours.add(value);
            }
        }
        tagOpen = true;
    }

    private void endTag() {
        if (tagOpen) {
            tagOpen = false;
            markup.raw(">");
        }
    }

    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = in.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    private void readCaption() throws XMLStreamException {
        while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
            caption.add(in.getElementText());
        }
    }

    private boolean has(String role) {
        return List.of(attribute("class").split(" ")).contains(role);
    }

    private String attribute(String name) {
        String value = in.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private String prefixed(String ids) {
        return prefix + ids.strip().replace(" ", " " + prefix);
    }
}
