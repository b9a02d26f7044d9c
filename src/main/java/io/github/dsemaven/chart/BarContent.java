/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel;
import io.github.dsemaven.figure.Panel.Bar;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.data.category.DefaultCategoryDataset;

/** Bars, one per category, with the number on each. */
final class BarContent implements PanelContent {
    private static final double WIDEST_BAR = 46;
    private static final double NARROWEST_SLOT = 30;

    private final Figure figure;
    private final Typography typography;
    private final Words words;
    private final List<Level> categories;
    private final ValueScale scale;
    private Grid grid;
    private List<List<String>> names;

    BarContent(Figure figure, Typography typography) {
        this.figure = figure;
        this.typography = typography;
        words = new Words(figure);
        var used = new LinkedHashSet<Level>();
        figure.hue().ifPresent(hue -> used.addAll(hue.levels()));
        figure.panels().forEach(panel -> panel.bars().forEach(bar -> used.add(bar.category())));
        categories = List.copyOf(used);
        double[] means = figure.panels().stream()
                .flatMap(panel -> panel.bars().stream())
                .mapToDouble(bar -> bar.value().mean() * figure.y().scale())
                .toArray();
        double most = java.util.Arrays.stream(means).max().orElse(1);
        double least = java.util.Arrays.stream(means).min().orElse(0);
        // A bar's length is its number, so it starts at zero whatever the axis says; a tenth above holds the number.
        scale = ValueScale.of(Math.min(0, least), Math.max(0, most) * 1.06, true, 5);
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public double blockHeight(double inner) {
        return Grid.of(figure.panels().size(), inner - 45, least(), false).height();
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
        return 0;
    }

    @Override
    public Grid prepare(double room) {
        grid = Grid.of(figure.panels().size(), room, least(), false);
        double slot = 0.96 * grid.width() / Math.max(1, categories.size()) - 3;
        names = categories.stream()
                .map(category -> typography.tick().wrap(category.label(), slot))
                .toList();
        return grid;
    }

    private double least() {
        return Math.max(92, NARROWEST_SLOT * categories.size());
    }

    @Override
    public double legend(RecordingGraphics g, double left, double top, double width) {
        return top;
    }

    @Override
    public double depth() {
        int lines = names.stream().mapToInt(List::size).max().orElse(1);
        return RuledAxis.DISTANCE + lines * typography.tick().leading();
    }

    @Override
    public String xNote() {
        return "";
    }

    @Override
    public Optional<String> note(Panel panel) {
        return Optional.empty();
    }

    @Override
    public void draw(RecordingGraphics g, int index, Rectangle2D area, boolean labelled) {
        Panel panel = figure.panels().get(index);
        var dataset = new DefaultCategoryDataset();
        var columns = new ArrayList<BarPainter.Column>();
        for (int i = 0; i < categories.size(); i++) {
            Level category = categories.get(i);
            Optional<Bar> bar = panel.bars().stream()
                    .filter(b -> b.category().equals(category))
                    .findFirst();
            Double value = bar.map(b -> b.value().mean() * figure.y().scale()).orElse(null);
            dataset.addValue(value, "value", Integer.valueOf(i));
            columns.add(new BarPainter.Column(
                    category.label(),
                    bar.map(Bar::text),
                    bar.map(b -> words.bar(panel, b)).orElse(category.label() + ": no data"),
                    typography.theme().category(i)));
        }
        var plot = new CategoryPlot(
                dataset,
                new BarPainter.Names(names, typography),
                RuledAxis.vertical(scale, typography, labelled),
                new BarPainter.Bars(columns, typography, WIDEST_BAR));
        PlotFrame.plain(plot, typography.theme());
        plot.draw(g, area, null, null, null);
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public int distinct(Panel panel) {
        return panel.bars().size();
    }
}
