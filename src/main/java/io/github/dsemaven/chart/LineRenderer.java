/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.chart.Encoding.Cell;
import io.github.dsemaven.chart.Encoding.DrawnLine;
import io.github.dsemaven.figure.Panel.Point;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.XYDataset;

/** Draws a panel's series in three passes: all bands, all lines, all markers, so that no band hides a point. */
final class LineRenderer extends AbstractXYItemRenderer {
    private static final long serialVersionUID = 1L;

    private static final int BANDS = 0;
    private static final int LINES = 1;
    private static final int MARKERS = 2;
    /** More bands than this would hide one another; each point then gets a whisker of the same extent. */
    static final int MOST_BANDS = 4;

    private final transient Encoding encoding;
    private final transient List<DrawnLine> lines;
    private final transient Dodge dodge;
    private final transient Words words;
    private final double scale;
    private final transient Overlaps overlaps;
    private final double radius;
    private final double width;

    /**
     * @param scale factor from the column's unit to the axis' unit
     * @param radius of a marker in points
     * @param width of a line in points
     */
    LineRenderer(
            Encoding encoding,
            List<DrawnLine> lines,
            Dodge dodge,
            Words words,
            double scale,
            Overlaps overlaps,
            double radius,
            double width) {
        this.encoding = encoding;
        this.lines = lines;
        this.dodge = dodge;
        this.words = words;
        this.scale = scale;
        this.overlaps = overlaps;
        this.radius = radius;
        this.width = width;
    }

    @Override
    public int getPassCount() {
        return 3;
    }

    @Override
    public void drawItem(
            Graphics2D g2,
            XYItemRendererState state,
            Rectangle2D area,
            PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis domain,
            ValueAxis range,
            XYDataset dataset,
            int series,
            int item,
            CrosshairState crosshair,
            int pass) {
        var g = (RecordingGraphics) g2;
        DrawnLine line = lines.get(series);
        if (pass == MARKERS) {
            double x = domain.valueToJava2D(dataset.getXValue(series, item), area, plot.getDomainAxisEdge());
            double y = range.valueToJava2D(dataset.getYValue(series, item), area, plot.getRangeAxisEdge());
            drawMarkers(g, line, line.series().points().get(item), x, y);
        } else if (item == 0) {
            Cell cell = line.cells().get(0);
            List<Column> columns = columns(line, cell, dataset, series, area, plot, domain, range);
            if (pass == BANDS) {
                g.group(
                        Role.BAND,
                        "",
                        () -> drawBand(g, columns, encoding.look(cell).color()));
            } else if (pass == LINES) {
                g.group(
                        Role.LINE,
                        words.series(line.members()),
                        () -> drawLine(g, columns, series, encoding.look(cell)));
            }
        }
    }

    /** A point of a line on the page, with the ends of its band. */
    private record Column(Point point, double x, double y, double low, double high) {}

    private List<Column> columns(
            DrawnLine line,
            Cell cell,
            XYDataset dataset,
            int series,
            Rectangle2D area,
            XYPlot plot,
            ValueAxis domain,
            ValueAxis range) {
        var columns = new ArrayList<Column>();
        for (int i = 0; i < line.series().points().size(); i++) {
            double x = domain.valueToJava2D(dataset.getXValue(series, i), area, plot.getDomainAxisEdge())
                    + dodge.offset(cell);
            double mean = dataset.getYValue(series, i);
            double low = mean;
            double high = mean;
            for (var member : line.members()) {
                var y = member.points().get(i).y();
                low = Math.min(low, y.low().orElse(y.mean()) * scale);
                high = Math.max(high, y.high().orElse(y.mean()) * scale);
            }
            columns.add(new Column(
                    line.series().points().get(i),
                    x,
                    range.valueToJava2D(mean, area, plot.getRangeAxisEdge()),
                    range.valueToJava2D(low, area, plot.getRangeAxisEdge()),
                    range.valueToJava2D(high, area, plot.getRangeAxisEdge())));
        }
        return columns;
    }

    private void drawBand(RecordingGraphics g, List<Column> columns, Color color) {
        for (List<Column> run : runs(columns)) {
            if (run.stream().allMatch(column -> column.low() - column.high() < 0.2)) {
                continue;
            }
            if (run.size() == 1 || lines.size() > MOST_BANDS) {
                run.forEach(column -> g.outline(
                        new Line2D.Double(column.x(), column.low(), column.x(), column.high()),
                        translucent(color, 95),
                        0.9));
            } else {
                var outline = new ArrayList<Point2D>();
                run.forEach(column -> outline.add(new Point2D.Double(column.x(), column.high())));
                for (int i = run.size() - 1; i >= 0; i--) {
                    outline.add(new Point2D.Double(run.get(i).x(), run.get(i).low()));
                }
                g.fill(polygon(outline), translucent(color, 40));
            }
        }
    }

    private void drawLine(RecordingGraphics g, List<Column> columns, int line, Look look) {
        for (List<Column> run : runs(columns)) {
            var points = new ArrayList<Point2D>();
            List<Double> dash = List.of();
            for (Column column : run) {
                List<Double> next = points.isEmpty()
                        ? dash
                        : overlaps.dash(line, column.point().x(), look);
                if (points.size() > 1 && !next.equals(dash)) {
                    g.outline(segments(points), look.color(), width, dash);
                    points.subList(0, points.size() - 1).clear();
                }
                dash = next;
                points.add(new Point2D.Double(column.x(), column.y()));
            }
            if (points.size() > 1) {
                g.outline(segments(points), look.color(), width, dash);
            }
        }
    }

    private void drawMarkers(RecordingGraphics g, DrawnLine line, Point point, double x, double y) {
        for (Cell cell : line.cells()) {
            Look look = encoding.look(cell);
            Shape shape = look.marker().at(x + dodge.offset(cell), y, radius);
            g.group(
                    Role.POINT,
                    words.point(line, cell, encoding, point),
                    () -> drawMarker(g, shape, look, encoding, radius < 2.3 ? 0.9 : 1.5));
        }
    }

    /** A marker with an edge in the colour of the page, so that it stands out from lines and neighbours. */
    static void drawMarker(RecordingGraphics g, Shape shape, Look look, Encoding encoding, double edge) {
        Color background = encoding.theme().background();
        g.outline(shape, background, edge);
        g.fill(shape, look.hollow() ? background : look.color());
        if (look.hollow()) {
            g.outline(shape, look.color(), 1);
        }
    }

    /** Stretches of points that a line may join: sizes with sizes, never with "off". */
    private static List<List<Column>> runs(List<Column> columns) {
        var runs = new ArrayList<List<Column>>();
        Column before = null;
        for (Column column : columns) {
            boolean joined = before != null
                    && DesignPointScale.isSize(before.point().x())
                    && DesignPointScale.isSize(column.point().x());
            if (!joined) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(column);
            before = column;
        }
        return runs;
    }

    /** A line as separate segments: where they meet there is a marker, and Java versions differ in how they join. */
    private static Path2D segments(List<Point2D> points) {
        var path = new Path2D.Double();
        for (int i = 1; i < points.size(); i++) {
            path.moveTo(points.get(i - 1).getX(), points.get(i - 1).getY());
            path.lineTo(points.get(i).getX(), points.get(i).getY());
        }
        return path;
    }

    private static Path2D polygon(List<Point2D> points) {
        var path = new Path2D.Double();
        path.moveTo(points.get(0).getX(), points.get(0).getY());
        points.stream().skip(1).forEach(point -> path.lineTo(point.getX(), point.getY()));
        path.closePath();
        return path;
    }

    private static Color translucent(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }
}
