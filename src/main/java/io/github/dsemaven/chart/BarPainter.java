/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.chart.Drawing.Anchor;
import io.github.dsemaven.chart.Drawing.Role;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.category.CategoryDataset;

/** JFreeChart's parts for bars: a category axis with wrapped labels and a renderer that prints each number. */
final class BarPainter {
    private BarPainter() {}

    /** What is drawn for a category: a bar, or a word that there is none. */
    record Column(String label, java.util.Optional<String> number, String tooltip, java.awt.Color color) {}

    /** Category names below the bars, each wrapped to its share of the width. */
    static final class Names extends CategoryAxis {
        private static final long serialVersionUID = 1L;
        private final transient List<List<String>> labels;
        private final transient Typography typography;

        Names(List<List<String>> labels, Typography typography) {
            this.labels = labels;
            this.typography = typography;
            setLowerMargin(0.02);
            setUpperMargin(0.02);
            setCategoryMargin(0);
        }

        @Override
        public AxisState draw(
                Graphics2D g2,
                double cursor,
                Rectangle2D plotArea,
                Rectangle2D dataArea,
                RectangleEdge edge,
                PlotRenderingInfo info) {
            var g = (RecordingGraphics) g2;
            double y = dataArea.getMaxY();
            g.outline(
                    new Line2D.Double(dataArea.getMinX(), y, dataArea.getMaxX(), y),
                    typography.theme().axis(),
                    0.8);
            Lettering lettering = typography.tick();
            for (int i = 0; i < labels.size(); i++) {
                double x = getCategoryMiddle(i, labels.size(), dataArea, edge);
                double baseline = y + RuledAxis.DISTANCE + lettering.ascent();
                for (String line : labels.get(i)) {
                    g.text(line, x, baseline, lettering, Anchor.MIDDLE);
                    baseline += lettering.leading();
                }
            }
            return new AxisState(cursor);
        }
    }

    /** Bars with their numbers above them. */
    static final class Bars extends BarRenderer {
        private static final long serialVersionUID = 1L;
        private final transient List<Column> columns;
        private final transient Typography typography;
        private final double widest;

        /** @param widest greatest width of a bar in points */
        Bars(List<Column> columns, Typography typography, double widest) {
            this.columns = columns;
            this.typography = typography;
            this.widest = widest;
        }

        @Override
        public void drawItem(
                Graphics2D g2,
                CategoryItemRendererState state,
                Rectangle2D area,
                CategoryPlot plot,
                CategoryAxis domain,
                ValueAxis range,
                CategoryDataset dataset,
                int row,
                int index,
                int pass) {
            var g = (RecordingGraphics) g2;
            Column column = columns.get(index);
            int count = columns.size();
            double middle = domain.getCategoryMiddle(index, count, area, plot.getDomainAxisEdge());
            double width = Math.min(widest, 0.72 * area.getWidth() / count);
            double base = range.valueToJava2D(Math.max(0, range.getLowerBound()), area, plot.getRangeAxisEdge());
            Number value = dataset.getValue(row, index);
            if (value == null || column.number().isEmpty()) {
                Lettering note = typography.note();
                g.group(Role.MISSING, column.tooltip(), () -> g.text("no data", middle, base - 4, note, Anchor.MIDDLE));
                return;
            }
            double top = range.valueToJava2D(value.doubleValue(), area, plot.getRangeAxisEdge());
            var bar = new Rectangle2D.Double(middle - width / 2, Math.min(top, base), width, Math.abs(base - top));
            g.group(Role.BAR, column.tooltip(), () -> g.fill(bar, column.color()));
            Lettering lettering = fitted(column.number().get(), area.getWidth() / count);
            g.text(column.number().get(), middle, Math.min(top, base) - 3, lettering, Anchor.MIDDLE);
        }

        private Lettering fitted(String number, double room) {
            Lettering lettering = typography.bar();
            double share = Math.min(1, room / (lettering.width(number) + 3));
            return new Lettering(true, Math.max(5, Math.floor(lettering.size() * share * 4) / 4), lettering.color());
        }
    }
}
