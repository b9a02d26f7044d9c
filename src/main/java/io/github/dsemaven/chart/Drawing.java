/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A figure laid out and drawn: a list of shapes and texts in drawing order, from which every file format is written.
 * The unit is the point, 1/72 inch; y grows downwards.
 *
 * @param name base name of the figure's files
 * @param title what it shows, for readers and metadata
 * @param description alternative text for those who can't see it
 * @param width page width
 * @param height page height
 * @param background page colour
 * @param items shapes and texts, the first lowest
 */
record Drawing(
        String name,
        String title,
        String description,
        double width,
        double height,
        Color background,
        List<Item> items) {
    Drawing {
        items = List.copyOf(items);
    }

    /** Something on the page. */
    sealed interface Item {}

    /** A filled shape. */
    record Fill(Shape shape, Color color) implements Item {}

    /** An outline. {@code dash} alternates drawn and empty lengths; empty for a solid line. */
    record Outline(Shape shape, Color color, double width, List<Double> dash) implements Item {}

    /**
     * Shapes that belong together.
     *
     * @param role what they are, one of the names in {@link Role}
     * @param tooltip what a reader sees when pointing at them; may be empty
     */
    record Group(Role role, String tooltip, List<Item> items) implements Item {
        Group {
            items = List.copyOf(items);
        }
    }

    /** What a group is: its class in an SVG file, for pages and people that restyle it, and for tests. */
    enum Role {
        HEADING,
        CAPTION,
        PANEL,
        BAND,
        LINE,
        POINT,
        BAR,
        MISSING,
        LEGEND
    }

    /**
     * A line of text.
     *
     * @param x where its anchor is
     * @param y its baseline
     * @param upward whether it runs from bottom to top
     */
    record Text(String text, double x, double y, Lettering lettering, Anchor anchor, boolean upward) implements Item {
        /** Advance width before rotation. */
        double width() {
            return lettering.width(text);
        }

        /**
         * Hands on the outline of each letter.
         *
         * @param page from the page's points to the caller's units
         */
        void letters(AffineTransform page, BiConsumer<Shape, AffineTransform> letters) {
            var place = new AffineTransform(page);
            place.translate(x, y);
            if (upward) {
                place.quadrantRotate(-1);
            }
            place.translate(anchor.start(width()), 0);
            place.scale(lettering.size(), lettering.size());
            Typeface.of(lettering.bold()).letters(text, place, letters);
        }

        /** What it covers on the page, from ascender to descender. */
        Rectangle2D bounds() {
            double start = anchor.start(width());
            double ascent = lettering.ascent();
            double height = ascent + lettering.descent();
            return upward
                    ? new Rectangle2D.Double(x - ascent, y - start - width(), height, width())
                    : new Rectangle2D.Double(x + start, y - ascent, width(), height);
        }
    }

    /** Which part of a text its x is. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        /** Where a text of that width starts, relative to its x. */
        double start(double width) {
            return switch (this) {
                case START -> 0;
                case MIDDLE -> -width / 2;
                case END -> -width;
            };
        }
    }

    /** Every text, groups included. */
    List<Text> texts() {
        var texts = new ArrayList<Text>();
        texts(items, texts);
        return texts;
    }

    private static void texts(List<Item> items, List<Text> texts) {
        for (Item item : items) {
            if (item instanceof Text text) {
                texts.add(text);
            } else if (item instanceof Group group) {
                texts(group.items(), texts);
            }
        }
    }

    /** Every group of a role, at any depth. */
    List<Group> groups(Role role) {
        return flat(items)
                .filter(item -> item instanceof Group group && group.role() == role)
                .map(Group.class::cast)
                .toList();
    }

    private static Stream<Item> flat(List<Item> items) {
        return items.stream()
                .flatMap(item -> item instanceof Group group
                        ? Stream.concat(Stream.of(item), flat(group.items()))
                        : Stream.of(item));
    }
}
