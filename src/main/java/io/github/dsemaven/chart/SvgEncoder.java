/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Fill;
import io.github.dsemaven.chart.Drawing.Group;
import io.github.dsemaven.chart.Drawing.Item;
import io.github.dsemaven.chart.Drawing.Outline;
import io.github.dsemaven.chart.Drawing.Text;
import java.awt.Color;
import java.awt.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.dom.util.DOMUtilities;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * SVG 1.1 with text as text: the letters used are embedded as a font, and every text states its length, so that a viewer
 * with another font keeps the layout. Ids start with the figure's name, so that several figures fit into one page.
 */
final class SvgEncoder implements Encoder {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    @Override
    public void write(Drawing drawing, RenderMetadata metadata, OutputStream out) throws IOException {
        Document document = GenericDOMImplementation.getDOMImplementation().createDocument(NAMESPACE, "svg", null);
        new Page(document, drawing, metadata).build();
        var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        DOMUtilities.writeNode(document.getDocumentElement(), writer);
        writer.write('\n');
        writer.flush();
    }

    /** One document being built. */
    private static final class Page {
        private final Document document;
        private final Drawing drawing;
        private final RenderMetadata metadata;
        private final String name;
        private final String family;

        Page(Document document, Drawing drawing, RenderMetadata metadata) {
            this.document = document;
            this.drawing = drawing;
            this.metadata = metadata;
            name = drawing.name().replaceAll("[^A-Za-z0-9_-]", "-");
            family = Typeface.FAMILY + "-" + id("font");
        }

        void build() {
            Element root = document.getDocumentElement();
            // without it Batik invents a prefix, which is no SVG inside an HTML page
            root.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns", NAMESPACE);
            root.setAttribute("width", number(drawing.width() / 72 * 2.54) + "cm");
            root.setAttribute("height", number(drawing.height() / 72 * 2.54) + "cm");
            root.setAttribute("viewBox", "0 0 " + number(drawing.width()) + " " + number(drawing.height()));
            root.setAttribute("role", "img");
            root.setAttribute("aria-labelledby", id("title") + " " + id("desc"));
            root.setAttribute("font-family", "'" + family + "',Roboto,Arial,Helvetica,sans-serif");
            child(root, "title", drawing.title()).setAttribute("id", id("title"));
            child(root, "desc", drawing.description()).setAttribute("id", id("desc"));
            String origin = metadata.line();
            child(root, "metadata", metadata.producer() + (origin.isEmpty() ? "" : "; " + origin));
            child(root, "style", fonts());
            Element page = child(root, "rect", "");
            page.setAttribute("width", "100%");
            page.setAttribute("height", "100%");
            page.setAttribute("fill", hex(drawing.background()));
            drawing.items().forEach(item -> append(root, item));
        }

        private String fonts() {
            String regular = font(false);
            String bold = font(true);
            return regular + bold;
        }

        private String font(boolean bold) {
            var characters = new BitSet();
            for (Text text : drawing.texts()) {
                if (text.lettering().bold() == bold) {
                    text.text().codePoints().forEach(characters::set);
                }
            }
            return characters.isEmpty() ? "" : FontFace.face(family, characters, bold);
        }

        private void append(Element parent, Item item) {
            if (item instanceof Fill fill) {
                path(parent, fill.shape()).ifPresent(element -> paint(element, "fill", fill.color()));
            } else if (item instanceof Outline outline) {
                path(parent, outline.shape()).ifPresent(element -> outline(element, outline));
            } else if (item instanceof Text text) {
                append(parent, text);
            } else if (item instanceof Group group) {
                Element element = document.createElementNS(NAMESPACE, "g");
                element.setAttribute("class", group.role().name().toLowerCase(Locale.ROOT));
                if (!group.tooltip().isEmpty()) {
                    child(element, "title", group.tooltip());
                }
                group.items().forEach(member -> append(element, member));
                parent.appendChild(element);
            }
        }

        private Optional<Element> path(Element parent, Shape shape) {
            String d = SvgPath.of(shape);
            if (d.isEmpty()) {
                return Optional.empty();
            }
            Element element = child(parent, "path", "");
            element.setAttribute("d", d);
            return Optional.of(element);
        }

        private static void outline(Element element, Outline outline) {
            element.setAttribute("fill", "none");
            paint(element, "stroke", outline.color());
            element.setAttribute("stroke-width", number(outline.width()));
            if (!outline.dash().isEmpty()) {
                element.setAttribute(
                        "stroke-dasharray",
                        outline.dash().stream().map(Page::number).collect(Collectors.joining(" ")));
            }
        }

        private void append(Element parent, Text text) {
            Element element = child(parent, "text", text.text());
            Lettering lettering = text.lettering();
            if (text.upward()) {
                element.setAttribute(
                        "transform", "translate(" + number(text.x()) + " " + number(text.y()) + ")rotate(-90)");
            } else {
                element.setAttribute("x", number(text.x()));
                element.setAttribute("y", number(text.y()));
            }
            element.setAttribute("font-size", number(lettering.size()));
            if (lettering.bold()) {
                element.setAttribute("font-weight", "bold");
            }
            paint(element, "fill", lettering.color());
            if (text.anchor() != Drawing.Anchor.START) {
                element.setAttribute("text-anchor", text.anchor().name().toLowerCase(Locale.ROOT));
            }
            element.setAttribute("textLength", number(text.width()));
        }

        private Element child(Element parent, String name, String text) {
            Element element = document.createElementNS(NAMESPACE, name);
            if (!text.isEmpty()) {
                element.appendChild(document.createTextNode(text));
            }
            parent.appendChild(element);
            return element;
        }

        private static void paint(Element element, String property, Color color) {
            element.setAttribute(property, hex(color));
            if (color.getAlpha() < 255) {
                element.setAttribute(property + "-opacity", number(color.getAlpha() / 255.0));
            }
        }

        private String id(String part) {
            return name + "-" + part;
        }

        private static String hex(Color color) {
            String digits = Integer.toHexString(color.getRGB() & 0xffffff);
            return "#" + "0".repeat(6 - digits.length()) + digits;
        }

        private static String number(double value) {
            return SvgPath.number(value);
        }
    }
}
