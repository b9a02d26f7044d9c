/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.artifact.Markup;
import io.github.dsemaven.artifact.Utf8Writer;
import io.github.dsemaven.chart.Drawing.Fill;
import io.github.dsemaven.chart.Drawing.Group;
import io.github.dsemaven.chart.Drawing.Item;
import io.github.dsemaven.chart.Drawing.Outline;
import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.chart.Drawing.Text;
import java.awt.Color;
import java.awt.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SVG 1.1 with text as text: the letters used are embedded as a font, and every text states its length, so that a viewer
 * with another font keeps the layout. Colours stand in attributes, which every program understands and a page's style sheet
 * overrides; {@link Role}s are classes; a {@code view} names the part between heading and caption, for a page that says both
 * itself. Ids start with the figure's name, so that several figures fit into one page.
 */
final class SvgEncoder implements Encoder {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    /** Room below a heading's last baseline and above a caption's first letters, in font sizes. */
    private static final double GAP = 0.35;

    @Override
    public void write(Drawing drawing, RenderMetadata metadata, OutputStream out) throws IOException {
        var writer = new Utf8Writer(out);
        new Page(new Markup(writer), drawing).write(metadata);
        writer.flush();
    }

    /** One document being written. */
    private static final class Page {
        private final Markup svg;
        private final Drawing drawing;
        private final String name;
        private final String family;

        Page(Markup svg, Drawing drawing) {
            this.svg = svg;
            this.drawing = drawing;
            name = drawing.name().replaceAll("[^A-Za-z0-9_-]", "-");
            family = Typeface.FAMILY + "-" + id("font");
        }

        void write(RenderMetadata metadata) {
            String origin = metadata.line();
            svg.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            root();
            svg.element("title", drawing.title(), "id", id("title")).line();
            svg.element("desc", drawing.description(), "id", id("desc")).line();
            svg.element("metadata", metadata.producer() + (origin.isEmpty() ? "" : "; " + origin))
                    .line();
            svg.element("style", font(false) + font(true)).line();
            svg.empty("view", "id", id("plot"), "viewBox", plot()).line();
            String ground = hex(drawing.background());
            svg.empty("rect", "class", "ground", "width", "100%", "height", "100%", "fill", ground)
                    .line();
            for (Item item : drawing.items()) {
                append(item);
                svg.line();
            }
            svg.close("svg").line();
        }

        private void root() {
            svg.open(
                            "svg",
                            "xmlns",
                            NAMESPACE,
                            "class",
                            drawing.background().equals(Color.WHITE) ? "dse light" : "dse dark",
                            "width",
                            number(drawing.width() / 72 * 2.54) + "cm",
                            "height",
                            number(drawing.height() / 72 * 2.54) + "cm",
                            "viewBox",
                            "0 0 " + number(drawing.width()) + " " + number(drawing.height()),
                            "role",
                            "img",
                            "aria-labelledby",
                            id("title") + " " + id("desc"),
                            "font-family",
                            "'" + family + "',Roboto,Arial,Helvetica,sans-serif")
                    .line();
        }

        /** What lies between heading and caption. */
        private String plot() {
            double top = lines(Role.HEADING)
                    .mapToDouble(text -> text.y() + GAP * text.lettering().size())
                    .max()
                    .orElse(0);
            double bottom = lines(Role.CAPTION)
                    .mapToDouble(text -> text.y() - (1 + GAP) * text.lettering().size())
                    .min()
                    .orElse(drawing.height());
            return "0 " + number(top) + " " + number(drawing.width()) + " " + number(bottom - top);
        }

        private Stream<Text> lines(Role role) {
            return drawing.groups(role).stream()
                    .flatMap(group -> group.items().stream())
                    .map(Text.class::cast);
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

        private void append(Item item) {
            if (item instanceof Fill fill) {
                path(fill.shape(), "fill", hex(fill.color()), "fill-opacity", opacity(fill.color()));
            } else if (item instanceof Outline outline) {
                path(
                        outline.shape(),
                        "fill",
                        "none",
                        "stroke",
                        hex(outline.color()),
                        "stroke-opacity",
                        opacity(outline.color()),
                        "stroke-width",
                        number(outline.width()),
                        "stroke-dasharray",
                        outline.dash().stream().map(SvgPath::number).collect(Collectors.joining(" ")));
            } else if (item instanceof Text text) {
                append(text);
            } else if (item instanceof Group group) {
                svg.open("g", "class", group.role().name().toLowerCase(Locale.ROOT));
                if (!group.tooltip().isEmpty()) {
                    svg.element("title", group.tooltip());
                }
                group.items().forEach(this::append);
                svg.close("g");
            }
        }

        private void path(Shape shape, String... paint) {
            String d = SvgPath.of(shape);
            if (!d.isEmpty()) {
                svg.raw("<path d=\"").raw(d).raw("\"").attributes(paint).raw("/>");
            }
        }

        private void append(Text text) {
            String x = number(text.x());
            String y = number(text.y());
            Lettering lettering = text.lettering();
            svg.raw("<text");
            if (text.upward()) {
                svg.attributes("transform", "translate(" + x + " " + y + ")rotate(-90)");
            } else {
                svg.attributes("x", x, "y", y);
            }
            svg.attributes(
                    "font-size",
                    number(lettering.size()),
                    "font-weight",
                    lettering.bold() ? "bold" : "",
                    "fill",
                    hex(lettering.color()),
                    "fill-opacity",
                    opacity(lettering.color()),
                    "text-anchor",
                    text.anchor() == Drawing.Anchor.START
                            ? ""
                            : text.anchor().name().toLowerCase(Locale.ROOT),
                    "textLength",
                    number(text.width()));
            svg.raw(">").text(text.text()).close("text");
        }

        private String id(String part) {
            return name + "-" + part;
        }

        private static String hex(Color color) {
            String digits = Integer.toHexString(color.getRGB() & 0xffffff);
            return "#" + "0".repeat(6 - digits.length()) + digits;
        }

        /** Empty for a colour that hides what is below it. */
        private static String opacity(Color color) {
            return color.getAlpha() < 255 ? number(color.getAlpha() / 255.0) : "";
        }

        private static String number(double value) {
            return SvgPath.number(value);
        }
    }
}
