/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Anchor;
import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.chart.Encoding.Cell;
import io.github.dsemaven.figure.Dimension;
import io.github.dsemaven.figure.Figure;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The legend above the panels: a row for each dimension, its entries flowing over as many lines as they need. */
final class Legend {
    private static final double KEY_GAP = 4;
    private static final double ENTRY_GAP = 13;

    private final Encoding encoding;
    private final Typography typography;
    private final List<Row> rows;

    /** A dimension: its name and its entries. */
    private record Row(String title, List<Entry> entries) {}

    /** What an entry's key shows: a whole line, only its colour, only its marker and dash, or nothing. */
    private enum Key {
        LINE(18),
        COLOUR(9),
        SHAPE(18),
        NONE(-4);

        private final double width;

        Key(double width) {
            this.width = width;
        }
    }

    private record Entry(String label, Cell cell, Key key) {}

    private Legend(Encoding encoding, Typography typography, List<Row> rows) {
        this.encoding = encoding;
        this.typography = typography;
        this.rows = rows;
    }

    static Legend of(Figure figure, Encoding encoding, Typography typography, int series) {
        var rows = new ArrayList<Row>();
        boolean single = encoding.hues().size() == 1 && encoding.styles().size() == 1;
        if (single) {
            singleEntry(figure, encoding, series).ifPresent(entry -> rows.add(new Row("", List.of(entry))));
        } else {
            Key hueKey = encoding.styled() ? Key.COLOUR : Key.LINE;
            figure.hue()
                    .ifPresent(hue ->
                            rows.add(new Row(hue.label(), entries(encoding.hues(), hueKey, i -> new Cell(i, 0)))));
            figure.style().ifPresent(style -> {
                Key key = encoding.styled() ? Key.SHAPE : Key.NONE;
                if (encoding.styled() || encoding.styles().get(0).levels().size() > 1) {
                    rows.add(new Row(style.label(), entries(encoding.styles(), key, i -> new Cell(0, i))));
                }
            });
        }
        return new Legend(encoding, typography, rows);
    }

    private static Optional<Entry> singleEntry(Figure figure, Encoding encoding, int series) {
        var parts = new ArrayList<String>();
        figure.hue().ifPresent(hue -> parts.add(part(hue, encoding.hues().get(0))));
        figure.style()
                .ifPresent(style -> parts.add(part(style, encoding.styles().get(0))));
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        LevelClass hue = encoding.hues().get(0);
        boolean exact = hue.exact() && encoding.styles().get(0).exact();
        String same = exact ? "identical" : "equal within 0.01 %";
        String label = String.join(" × ", parts) + (series > 1 ? " (all " + series + " series " + same + ")" : "");
        return Optional.of(new Entry(label, new Cell(0, 0), Key.LINE));
    }

    private static String part(Dimension dimension, LevelClass levels) {
        boolean named = levels.levels().get(0).number().isPresent();
        return named ? dimension.label() + " " + levels.names() : levels.names();
    }

    private static List<Entry> entries(List<LevelClass> classes, Key key, java.util.function.IntFunction<Cell> cell) {
        return IntStream.range(0, classes.size())
                .mapToObj(i -> new Entry(classes.get(i).label(), cell.apply(i), key))
                .toList();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Draws from the top edge down and returns the bottom edge. */
    double draw(RecordingGraphics g, double left, double top, double width) {
        double y = top;
        double indent = rows.size() < 2
                ? -1
                : rows.stream()
                        .mapToDouble(row -> typography.legendTitle().width(row.title()))
                        .max()
                        .orElse(0);
        for (Row row : rows) {
            if (row.entries().isEmpty()) {
                continue;
            }
            y = drawRow(g, row, left, y, width, indent);
        }
        return y;
    }

    private double drawRow(RecordingGraphics g, Row row, double left, double top, double width, double indent) {
        Lettering lettering = typography.legend();
        double y = top + lettering.ascent();
        double titleWidth = indent < 0 ? typography.legendTitle().width(row.title()) : indent;
        double start = left;
        if (!row.title().isEmpty() && titleWidth < width / 3) {
            g.text(row.title(), left, y, typography.legendTitle(), Anchor.START);
            start = left + titleWidth + 9;
        }
        double x = start;
        for (Entry entry : row.entries()) {
            double key = entry.key().width + KEY_GAP;
            double room = left + width - start - key;
            List<String> lines = lettering.wrap(entry.label(), room);
            double needed =
                    key + lines.stream().mapToDouble(lettering::width).max().orElse(0);
            if (x > start && x + needed > left + width) {
                x = start;
                y += lettering.leading();
            }
            drawKey(g, entry, x, y - 0.36 * lettering.size());
            for (int i = 0; i < lines.size(); i++) {
                y += i > 0 ? lettering.leading() : 0;
                g.text(lines.get(i), x + key, y, lettering, Anchor.START);
            }
            x += needed + ENTRY_GAP;
        }
        return y + lettering.descent() + 3;
    }

    private void drawKey(RecordingGraphics g, Entry entry, double x, double y) {
        Look own = encoding.look(entry.cell());
        Look look = switch (entry.key()) {
            case LINE, COLOUR, NONE -> own;
            case SHAPE -> new Look(encoding.theme().muted(), own.marker(), own.hollow(), own.dash());
        };
        g.group(Role.LEGEND, "", () -> {
            if (entry.key() == Key.COLOUR) {
                g.fill(new java.awt.geom.RoundRectangle2D.Double(x, y - 4, 9, 8, 2, 2), look.color());
            } else if (entry.key() != Key.NONE) {
                double width = entry.key().width;
                g.outline(new Line2D.Double(x, y, x + width, y), look.color(), 1.4, look.dash());
                LineRenderer.drawMarker(g, look.marker().at(x + width / 2, y, 2.8), look, encoding, 1.5);
            }
        });
    }
}
