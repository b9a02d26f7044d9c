/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.chart.Encoding.Cell;
import io.github.dsemaven.chart.Encoding.DrawnLine;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel;
import io.github.dsemaven.figure.Panel.Point;
import io.github.dsemaven.figure.Panel.Series;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Lines over design points, with bands, and with labels at their ends where a single panel leaves room for them. */
final class LineContent implements PanelContent {
    private final Figure figure;
    private final Typography typography;
    private final Words words;
    private final Encoding encoding;
    private final List<List<DrawnLine>> lines;
    private final List<Level> levels;
    private final ValueScale scale;
    private final boolean direct;
    private Grid grid;
    /** Width of the page between its margins, in points. */
    private double pageRoom;

    private DesignPointScale places;
    private Dodge dodge;
    private List<Overlaps> overlaps;

    LineContent(Figure figure, Typography typography) {
        this.figure = figure;
        this.typography = typography;
        words = new Words(figure);
        encoding = Encoding.of(figure, typography.theme());
        lines = figure.panels().stream().map(encoding::lines).toList();
        levels = levels(figure);
        double[] values = figure.panels().stream()
                .flatMap(panel -> panel.series().stream())
                .flatMap(series -> series.points().stream())
                .flatMapToDouble(point -> DoubleStream.of(
                        point.y().mean(),
                        point.y().low().orElse(point.y().mean()),
                        point.y().high().orElse(point.y().mean())))
                .map(value -> value * figure.y().scale())
                .toArray();
        double least = DoubleStream.of(values).min().orElse(0);
        double most = DoubleStream.of(values).max().orElse(1);
        scale = ValueScale.of(least, most, figure.y().zero(), 5);
        direct = EndLabels.suit(figure, encoding, lines, levels);
    }

    private static List<Level> levels(Figure figure) {
        var used = new LinkedHashSet<>(figure.x().levels());
        if (used.isEmpty()) {
            figure.panels().stream()
                    .flatMap(panel -> panel.series().stream())
                    .flatMap(series -> series.points().stream())
                    .map(Point::x)
                    .sorted(Comparator.comparingDouble(level -> level.number().orElse(0)))
                    .forEach(used::add);
        }
        return List.copyOf(used);
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public double blockHeight(double inner) {
        return Grid.of(figure.panels().size(), inner - 45, least(), tall()).height();
    }

    private boolean tall() {
        return lines.stream().anyMatch(panel -> panel.size() > 6);
    }

    private double least() {
        double labels = levels.stream()
                .mapToDouble(level -> typography.tick().width(level.label()) + 6)
                .sum();
        return Math.max(84, Math.max(labels, encoding.styled() ? 22.0 * levels.size() : 0));
    }

    @Override
    public double tickWidth() {
        return scale.ticks().stream()
                .mapToDouble(tick -> typography.tick().width(tick.label()))
                .max()
                .orElse(0);
    }

    @Override
    public double rightGutter(double inner) {
        pageRoom = inner;
        return direct ? EndLabels.width(encoding, typography, inner) : 2;
    }

    @Override
    public Grid prepare(double room) {
        grid = Grid.of(figure.panels().size(), room, least(), tall());
        double margin = Math.max(11, labelReach() + 2);
        place(margin);
        if (dodge.active()) {
            // The offsets found need room beside the outermost design points; with it they can only become smaller.
            place(Math.max(margin, dodge.reach() + radius() + 2));
        }
        overlaps = lines.stream().map(panel -> Overlaps.of(panel, this::height)).toList();
        return grid;
    }

    private void place(double margin) {
        places = DesignPointScale.of(figure.x(), levels, grid.width(), margin, typography.tick());
        dodge = Dodge.of(encoding, lines, this::height, 2 * mostRadius(), places.smallestStep() * grid.width());
    }

    /** Half the width of the wider of the outermost labels, as far as it does not fit between two panels. */
    private double labelReach() {
        if (levels.isEmpty()) {
            return 0;
        }
        double first = typography.tick().width(levels.get(0).label());
        double last = typography.tick().width(levels.get(levels.size() - 1).label());
        return Math.max(first, last) / 2 - Grid.GUTTER / 2 + 2;
    }

    /** Height of a point above the value zero, in points. */
    private double height(Point point) {
        return point.y().mean() * figure.y().scale() * grid.height() / (scale.high() - scale.low());
    }

    /** Radius of a marker: smaller where many stand side by side. */
    private double radius() {
        return dodge.active() ? Math.min(mostRadius(), Math.max(1.5, 0.53 * dodge.pitch())) : mostRadius();
    }

    private double mostRadius() {
        int most = lines.stream()
                .mapToInt(panel ->
                        panel.stream().mapToInt(line -> line.cells().size()).sum())
                .max()
                .orElse(1);
        return most <= 6 ? 2.9 : most <= 12 ? 2.5 : 2.1;
    }

    private double lineWidth() {
        int most = lines.stream().mapToInt(List::size).max().orElse(1);
        return most <= 6 ? 1.6 : most <= 12 ? 1.1 : 0.8;
    }

    @Override
    public double legend(RecordingGraphics g, double left, double top, double width) {
        if (direct) {
            return top;
        }
        var series = new HashSet<List<Level>>();
        figure.panels()
                .forEach(panel -> panel.series()
                        .forEach(s -> series.add(
                                s.style().map(style -> List.of(s.hue(), style)).orElse(List.of(s.hue())))));
        return Legend.of(figure, encoding, typography, series.size()).draw(g, left, top, width) + 3;
    }

    @Override
    public double depth() {
        return RuledAxis.depth(places, typography.tick());
    }

    @Override
    public String xNote() {
        boolean logarithmic = places.spacing() == DesignPointScale.Spacing.LOGARITHMIC
                && levels.stream().filter(DesignPointScale::isSize).count() > 2;
        return logarithmic ? ", log scale" : "";
    }

    @Override
    public Optional<String> note(Panel panel) {
        return words.count(panel, lines.get(figure.panels().indexOf(panel)));
    }

    @Override
    public void draw(RecordingGraphics g, int index, Rectangle2D area, boolean labelled) {
        List<DrawnLine> drawn = lines.get(index);
        var dataset = new XYSeriesCollection();
        for (int i = 0; i < drawn.size(); i++) {
            var series = new XYSeries(Integer.valueOf(i), false, true);
            for (Point point : drawn.get(i).series().points()) {
                series.add(
                        places.place(point.x()), point.y().mean() * figure.y().scale());
            }
            dataset.addSeries(series);
        }
        var plot = new XYPlot(
                dataset,
                RuledAxis.horizontal(places, typography),
                RuledAxis.vertical(scale, typography, labelled),
                new LineRenderer(
                        encoding, drawn, dodge, words, figure.y().scale(), overlaps.get(index), radius(), lineWidth()));
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        PlotFrame.plain(plot, typography.theme());
        if (places.gap().isPresent()) {
            double x = area.getX() + places.gap().getAsDouble() * area.getWidth();
            g.outline(
                    new Line2D.Double(x, area.getMinY(), x, area.getMaxY() - 4),
                    typography.theme().grid(),
                    0.8,
                    List.of(2.0, 2.0));
        }
        if (direct) {
            EndLabels.draw(g, encoding, typography, drawn, line -> end(line, area), area, pageRoom);
        }
        plot.draw(g, area, null, null, null);
        drawMissing(g, figure.panels().get(index), area);
    }

    /** Where a line ends on the page. */
    private java.awt.geom.Point2D end(DrawnLine line, Rectangle2D area) {
        Point last = line.series().points().get(line.series().points().size() - 1);
        double x = area.getX()
                + places.place(last.x()) * area.getWidth()
                + dodge.offset(line.cells().get(0));
        double share = (last.y().mean() * figure.y().scale() - scale.low()) / (scale.high() - scale.low());
        return new java.awt.geom.Point2D.Double(x, area.getMaxY() - share * area.getHeight());
    }

    /** A cross above the axis for each point that a series lacks. */
    private void drawMissing(RecordingGraphics g, Panel panel, Rectangle2D area) {
        var drawn = new HashSet<Map.Entry<Cell, Level>>();
        for (Series series : panel.series()) {
            Cell cell = encoding.cell(series);
            for (Level level : series.missing()) {
                if (drawn.add(Map.entry(cell, level))) {
                    double x = area.getX() + places.place(level) * area.getWidth() + dodge.offset(cell);
                    double y = area.getMaxY() - 4;
                    var color = encoding.look(cell).color();
                    g.group(Role.MISSING, words.missing(series, level), () -> {
                        g.outline(new Line2D.Double(x - 2.2, y - 2.2, x + 2.2, y + 2.2), color, 1.1);
                        g.outline(new Line2D.Double(x - 2.2, y + 2.2, x + 2.2, y - 2.2), color, 1.1);
                    });
                }
            }
        }
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<String>();
        if (dodge.active()) {
            notes.add("Points side by side share one " + Words.plain(figure.x().label()));
        }
        boolean missing = figure.panels().stream()
                .flatMap(panel -> panel.series().stream())
                .anyMatch(series -> !series.missing().isEmpty());
        if (missing) {
            notes.add("A cross on the axis marks a point that was not measured");
        }
        boolean banded = figure.panels().stream()
                .flatMap(panel -> panel.series().stream())
                .flatMap(series -> series.points().stream())
                .anyMatch(point -> point.y().low().isPresent());
        if (banded && lines.stream().anyMatch(panel -> panel.size() > LineRenderer.MOST_BANDS)) {
            notes.add("Bands are drawn as a vertical line at each point");
        }
        if (!encoding.styled() && overlaps.stream().anyMatch(Overlaps::any)) {
            notes.add("A line that lies on another is drawn in dashes upon it");
        }
        return notes;
    }

    @Override
    public int distinct(Panel panel) {
        return lines.get(figure.panels().indexOf(panel)).size();
    }

    OptionalDouble gap() {
        return places.gap();
    }
}
