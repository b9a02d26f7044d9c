/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.figure.Axis;
import io.github.dsemaven.figure.Dimension;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel;
import io.github.dsemaven.figure.Panel.Bar;
import io.github.dsemaven.figure.Panel.Point;
import io.github.dsemaven.figure.Panel.Series;
import io.github.dsemaven.figure.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Small figures made up for tests. */
final class Figures {
    private Figures() {}

    /** Mean of a series at a design point. */
    @FunctionalInterface
    interface Means {
        double at(int facet, int hue, int style, int x);
    }

    static Level size(long number) {
        String label = number >= 1024 && number % 1024 == 0 ? number / 1024 + "K" : Long.toString(number);
        return new Level(Long.toString(number), OptionalDouble.of(number), label, false);
    }

    static Level off() {
        return new Level("-1", OptionalDouble.of(-1), "off", true);
    }

    static Level name(String name) {
        return new Level(name, OptionalDouble.empty(), name, false);
    }

    static List<Level> sizes(long... numbers) {
        return java.util.Arrays.stream(numbers).mapToObj(Figures::size).toList();
    }

    static List<Level> names(String... names) {
        return java.util.Arrays.stream(names).map(Figures::name).toList();
    }

    static List<Level> models(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> name("Some-Rather-Long-Model-Name-" + (i + 1) + "B-Instruct-q4f16_" + i))
                .toList();
    }

    /** A figure with a dimension for each list that is not empty; bands of a tenth around each mean. */
    static Figure lines(
            String column, List<Level> x, List<Level> hues, List<Level> styles, List<Level> facets, Means means) {
        var panels = new ArrayList<Panel>();
        for (int f = 0; f < Math.max(1, facets.size()); f++) {
            var series = new ArrayList<Series>();
            for (int h = 0; h < hues.size(); h++) {
                for (int s = 0; s < Math.max(1, styles.size()); s++) {
                    var points = new ArrayList<Point>();
                    for (int i = 0; i < x.size(); i++) {
                        points.add(new Point(x.get(i), statistics(means.at(f, h, s, i))));
                    }
                    series.add(new Series(
                            hues.get(h),
                            styles.isEmpty() ? Optional.empty() : Optional.of(styles.get(s)),
                            points,
                            List.of()));
                }
            }
            panels.add(new Panel(
                    facets.isEmpty() ? Optional.empty() : Optional.of(facets.get(f)), 3, series, List.of(), List.of()));
        }
        return figure(
                Figure.Kind.LINE,
                new Axis(column, column, column.replace('_', ' ') + " (tokens)", "tokens", 1, x, false),
                dimension("model_tag", "model", hues),
                styles.isEmpty() ? Optional.empty() : dimension("attention_sink_size", "attention sink", styles),
                facets.isEmpty() ? Optional.empty() : dimension("max_batch_size", "max batch size", facets),
                panels);
    }

    static Figure bars(List<Level> categories, List<Level> facets, Means means) {
        var panels = new ArrayList<Panel>();
        for (int f = 0; f < facets.size(); f++) {
            var bars = new ArrayList<Bar>();
            for (int h = 0; h < categories.size(); h++) {
                double value = means.at(f, h, 0, 0);
                if (!Double.isNaN(value)) {
                    bars.add(new Bar(
                            categories.get(h),
                            new Statistics(
                                    value,
                                    1,
                                    value,
                                    value,
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty()),
                            io.github.dsemaven.artifact.Decimal.fixed(value, 2)));
                }
            }
            panels.add(new Panel(Optional.of(facets.get(f)), 3, List.of(), List.of(), bars));
        }
        return figure(
                Figure.Kind.BAR,
                new Axis("quant", "quantization", "quantization", "", 1, categories, false),
                dimension("quant", "quantization", categories),
                Optional.empty(),
                dimension("hf_model", "model", facets),
                panels);
    }

    static Figure withPanels(Figure f, List<Panel> panels) {
        return new Figure(
                f.name(),
                f.topic(),
                f.kind(),
                f.title(),
                f.subtitle(),
                f.source(),
                f.inputs(),
                f.x(),
                f.y(),
                f.hue(),
                f.style(),
                f.facet(),
                f.rows(),
                f.band(),
                panels,
                f.caption());
    }

    static Figure withY(Figure f, Axis y) {
        return new Figure(
                f.name(),
                f.topic(),
                f.kind(),
                f.title(),
                f.subtitle(),
                f.source(),
                f.inputs(),
                f.x(),
                y,
                f.hue(),
                f.style(),
                f.facet(),
                f.rows(),
                f.band(),
                f.panels(),
                f.caption());
    }

    static Figure withTitle(Figure f, String title) {
        return new Figure(
                f.name(),
                f.topic(),
                f.kind(),
                title,
                f.subtitle(),
                f.source(),
                f.inputs(),
                f.x(),
                f.y(),
                f.hue(),
                f.style(),
                f.facet(),
                f.rows(),
                f.band(),
                f.panels(),
                f.caption());
    }

    private static Statistics statistics(double mean) {
        double low = mean - Math.abs(mean) * 0.1;
        double high = mean + Math.abs(mean) * 0.1;
        return new Statistics(
                mean, 3, low, high, OptionalDouble.of(1), OptionalDouble.of(low), OptionalDouble.of(high));
    }

    private static Optional<Dimension> dimension(String column, String label, List<Level> levels) {
        boolean ordered = levels.stream().allMatch(level -> level.number().isPresent());
        return Optional.of(new Dimension(column, label, levels, ordered));
    }

    private static Figure figure(
            Figure.Kind kind,
            Axis x,
            Optional<Dimension> hue,
            Optional<Dimension> style,
            Optional<Dimension> facet,
            List<Panel> panels) {
        return new Figure(
                "synthetic_figure",
                Figure.Topic.MEMORY,
                kind,
                "Synthetic figure",
                "made up: no measurement",
                new Figure.SourceWords("", "", ""),
                List.of("synthetic.csv"),
                x,
                new Axis("gpu_mem_total_mb", "", "GPU memory (GiB)", "GiB", 1 / 1024.0, List.of(), true),
                hue,
                style,
                facet,
                9,
                Figure.Band.RANGE,
                panels,
                List.of("Each point is the mean of three made-up values; the band spans a tenth to each side."));
    }
}
