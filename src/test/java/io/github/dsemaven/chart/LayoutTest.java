/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dsemaven.ReferenceData;
import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.chart.Drawing.Text;
import io.github.dsemaven.figure.Axis;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import io.github.dsemaven.figure.Panel;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for every figure, however many lines, panels and letters it has. */
class LayoutTest {
    private static final List<Level> CONTEXTS = Figures.sizes(4096, 8192, 16384);
    private static final List<Level> SINKS = Figures.sizes(0, 32, 64, 128, 256);

    static List<Arguments> extremes() {
        Figures.Means rising = (f, h, s, x) -> 1000.0 * (h + 1) + 100 * s + 500 * x;
        Figures.Means close = (f, h, s, x) -> 1000 + h * 0.5 + s * 3;
        var context = "context_window_size";
        var sliding = new ArrayList<>(List.of(Figures.off()));
        sliding.addAll(Figures.sizes(2048, 4096));
        return List.of(
                named(
                        "one point",
                        Figures.lines(context, Figures.sizes(4096), Figures.names("a"), List.of(), List.of(), rising)),
                named("one level", Figures.lines(context, CONTEXTS, Figures.names("a"), List.of(), List.of(), rising)),
                named(
                        "eight close lines",
                        Figures.lines(context, CONTEXTS, Figures.models(8), List.of(), List.of(), close)),
                named("forty series", Figures.lines(context, CONTEXTS, Figures.models(8), SINKS, List.of(), close)),
                named("forty hues", Figures.lines(context, CONTEXTS, Figures.models(40), List.of(), List.of(), rising)),
                named(
                        "twelve panels",
                        Figures.lines(
                                "sliding_window_size",
                                sliding,
                                Figures.models(4),
                                SINKS,
                                Figures.sizes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
                                rising)),
                named(
                        "five panels",
                        Figures.lines(
                                context,
                                CONTEXTS,
                                Figures.names("a", "b"),
                                List.of(),
                                Figures.sizes(1, 2, 4, 8, 16),
                                rising)),
                named(
                        "eight contexts",
                        Figures.lines(
                                context,
                                Figures.sizes(512, 1024, 2048, 4096, 8192, 16384, 32768, 131072),
                                Figures.names("a", "b"),
                                List.of(),
                                Figures.sizes(1, 2, 4, 8),
                                rising)),
                named(
                        "long panel names",
                        Figures.lines(context, CONTEXTS, Figures.names("a"), List.of(), Figures.models(4), rising)),
                named(
                        "huge values",
                        Figures.lines(
                                context,
                                CONTEXTS,
                                Figures.names("a", "b"),
                                List.of(),
                                List.of(),
                                (f, h, s, x) -> 1e18 * (h + x + 1))),
                named(
                        "tiny values",
                        Figures.lines(
                                context,
                                CONTEXTS,
                                Figures.names("a", "b"),
                                List.of(),
                                List.of(),
                                (f, h, s, x) -> 1e-12 * (h + x + 1))),
                named(
                        "all zero",
                        Figures.lines(
                                context, CONTEXTS, Figures.names("a", "b"), List.of(), List.of(), (f, h, s, x) -> 0)),
                named(
                        "negative",
                        Figures.lines(
                                context,
                                CONTEXTS,
                                Figures.names("a", "b"),
                                List.of(),
                                List.of(),
                                (f, h, s, x) -> -1000 - x)),
                named(
                        "no zero, no range",
                        Figures.withY(
                                Figures.lines(
                                        context,
                                        CONTEXTS,
                                        Figures.names("a"),
                                        List.of(),
                                        List.of(),
                                        (f, h, s, x) -> 50),
                                new Axis(
                                        "y",
                                        "",
                                        "a label for the vertical axis that is much longer than any axis could ever be (unit)",
                                        "unit",
                                        1,
                                        List.of(),
                                        false))),
                named(
                        "empty panel",
                        Figures.withPanels(
                                Figures.lines(
                                        context, CONTEXTS, Figures.names("a"), List.of(), Figures.sizes(1, 2), rising),
                                List.of(
                                        new Panel(Optional.of(Figures.size(1)), 0, List.of(), List.of(), List.of()),
                                        new Panel(Optional.of(Figures.size(2)), 0, List.of(), List.of(), List.of())))),
                named(
                        "long title",
                        Figures.withTitle(
                                Figures.lines(context, CONTEXTS, Figures.models(3), List.of(), List.of(), close),
                                "word ".repeat(40) + "x".repeat(300))),
                named(
                        "bars",
                        Figures.bars(
                                Figures.names("fp16", "fake_q3", "4bit"),
                                Figures.names("meta-llama/Meta-Llama-3-8B"),
                                (f, h, s, x) -> 5 + h)),
                named(
                        "many bars",
                        Figures.bars(
                                Figures.models(9),
                                Figures.models(7),
                                (f, h, s, x) -> h == f ? Double.NaN : 123456.789 * (h + 1))));
    }

    private static Arguments named(String name, Figure figure) {
        return Arguments.of(org.junit.jupiter.api.Named.of(name, figure));
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void keepsTextsApartAndOnThePage(Figure figure) {
        check(figure);
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void labelsEveryDesignPointOfEveryPanel(Figure figure) {
        List<String> texts = texts(figure);

        for (Level level : figure.kind() == Figure.Kind.LINE ? figure.x().levels() : List.<Level>of()) {
            assertThat(texts.stream().filter(level.label()::equals).count())
                    .as(level.label())
                    .isGreaterThanOrEqualTo(figure.panels().size());
        }
    }

    @Test
    void holdsForTheReferenceFigures() {
        ReferenceFigures.of(ReferenceData.path("csv")).forEach(LayoutTest::check);
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void drawsAMarkForEveryColourOfTheLegend(Figure figure) {
        everyLegendColourIsDrawn(figure);
    }

    @Test
    void drawsAMarkForEveryColourOfTheReferenceFigures() {
        ReferenceFigures.of(ReferenceData.path("csv")).forEach(LayoutTest::everyLegendColourIsDrawn);
    }

    private static void everyLegendColourIsDrawn(Figure figure) {
        Drawing drawing = new FigurePainter(Theme.LIGHT).paint(figure);
        Set<Color> drawn = new HashSet<>(colours(drawing, Role.POINT));
        // The keys of styles are grey: they show a shape, not a colour.
        drawn.add(Theme.LIGHT.muted());

        assertThat(drawn).as(figure.name()).containsAll(colours(drawing, Role.LEGEND));
    }

    private static List<Color> colours(Drawing drawing, Role role) {
        return drawing.groups(role).stream()
                .flatMap(group -> group.items().stream())
                .flatMap(item -> item instanceof Drawing.Fill fill
                        ? Stream.of(fill.color())
                        : item instanceof Drawing.Outline outline ? Stream.of(outline.color()) : Stream.of())
                .toList();
    }

    @Test
    void printsTheNumberOfEachBar() {
        Figure figure =
                Figures.bars(Figures.names("fp16", "fake_q3", "4bit"), Figures.names("m"), (f, h, s, x) -> 5.25 + h);

        assertThat(texts(figure)).contains("5.25", "6.25", "7.25", "fp16", "fake_q3", "4bit");
        assertThat(new FigurePainter(Theme.LIGHT).paint(figure).groups(Role.BAR))
                .hasSize(3);
    }

    @Test
    void marksPointsThatWereNotMeasured() {
        Figure whole = Figures.lines(
                "context_window_size", CONTEXTS, Figures.names("a", "b"), List.of(), List.of(), (f, h, s, x) -> h + x);
        Panel.Series full = whole.panels().get(0).series().get(0);
        Panel.Series lacking = new Panel.Series(
                Figures.name("b"), Optional.empty(), full.points().subList(1, 3), CONTEXTS.subList(0, 1));
        Figure figure = Figures.withPanels(
                whole, List.of(new Panel(Optional.empty(), 2, List.of(full, lacking), List.of(), List.of())));

        Drawing drawing = new FigurePainter(Theme.LIGHT).paint(figure);

        assertThat(drawing.groups(Role.MISSING))
                .extracting(Drawing.Group::tooltip)
                .containsExactly("b\ncontext window size 4K: not measured");
        assertThat(texts(figure)).anyMatch(text -> text.contains("not measured"));
    }

    private static List<String> texts(Figure figure) {
        return new FigurePainter(Theme.LIGHT)
                .paint(figure).texts().stream().map(Text::text).toList();
    }

    /** 8.5 cm is one column of a two-column paper. */
    @ParameterizedTest
    @ValueSource(doubles = {8.5, 12, 25})
    void fitsThePageWidthAskedFor(double widthCm) {
        Figures.Means rising = (f, h, s, x) -> 1000.0 * (h + 1) + 100 * s + 500 * x;
        Figure figure = Figures.lines(
                "context_window_size", CONTEXTS, Figures.models(4), List.of(), Figures.sizes(1, 2, 4, 8), rising);
        check(figure, widthCm);
        check(Figures.lines("context_window_size", CONTEXTS, Figures.models(4), List.of(), List.of(), rising), widthCm);
        assertThat(new FigurePainter(Theme.LIGHT, widthCm).paint(figure).width())
                .isCloseTo(widthCm / 2.54 * 72, within(1e-9));
    }

    private static void check(Figure figure) {
        check(figure, FigureWriter.DEFAULT_WIDTH_CM);
    }

    private static void check(Figure figure, double widthCm) {
        Drawing drawing = new FigurePainter(Theme.LIGHT, widthCm).paint(figure);
        var page = new Rectangle2D.Double(0, 0, drawing.width(), drawing.height());
        List<Text> texts = drawing.texts();
        for (Text text : texts) {
            assertThat(page.contains(text.bounds()))
                    .as("%s: \"%s\" at %s is on the page of %s", figure.name(), text.text(), text.bounds(), page)
                    .isTrue();
            assertThat(text.lettering().size()).as(text.text()).isGreaterThanOrEqualTo(5);
        }
        IntStream.range(0, texts.size())
                .forEach(i -> IntStream.range(0, i)
                        .forEach(j -> assertThat(ink(texts.get(i)).intersects(ink(texts.get(j))))
                                .as(
                                        "%s: \"%s\" and \"%s\" overlap",
                                        figure.name(),
                                        texts.get(i).text(),
                                        texts.get(j).text())
                                .isFalse()));
    }

    /** Where letters usually are: without the room for accents and with half of that for descenders. */
    private static Rectangle2D ink(Text text) {
        Rectangle2D box = text.bounds();
        double size = text.lettering().size();
        return text.upward()
                ? new Rectangle2D.Double(
                        box.getX() + 0.2 * size, box.getY(), box.getWidth() - 0.25 * size, box.getHeight())
                : new Rectangle2D.Double(
                        box.getX(), box.getY() + 0.2 * size, box.getWidth(), box.getHeight() - 0.25 * size);
    }
}
