/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.chart.Drawing.Text;
import io.github.dsemaven.figure.Stack;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackPainterTest {
    @ParameterizedTest
    @CsvSource({"1,1", "3,3", "3,12", "10,11", "30,1", "30,11", "40,40", "1,200"})
    void noLabelLiesOnAnother(int models, int contexts) {
        Drawing drawing = paint(models, contexts, "Qwen2.5-7B-Instruct-q4f16_");

        List<Text> texts = drawing.texts();
        for (int i = 0; i < texts.size(); i++) {
            Rectangle2D box = tight(texts.get(i));
            assertThat(box.getMinX()).isGreaterThanOrEqualTo(0);
            assertThat(box.getMaxX()).as(texts.get(i).text()).isLessThanOrEqualTo(drawing.width());
            assertThat(box.getMaxY()).isLessThanOrEqualTo(drawing.height());
            for (int j = 0; j < i; j++) {
                assertThat(box.intersects(tight(texts.get(j))))
                        .as("%s and %s", texts.get(i), texts.get(j))
                        .isFalse();
            }
        }
    }

    @Test
    void aLongNameTakesThreeLines() {
        Drawing drawing = paint(3, 5, "x".repeat(200));

        assertThat(drawing.height()).isLessThan(paint(3, 5, "x").height() + 25);
        assertThat(drawing.texts().stream().map(Text::text)).anyMatch(text -> text.contains("\u2026"));
        assertThat(drawing.texts().stream().map(Text::text)).anyMatch(text -> text.endsWith("x2"));
    }

    @Test
    void everyModelIsNamedAndItsLargestContextToo() {
        Drawing drawing = paint(30, 11, "m");

        List<String> texts = drawing.texts().stream().map(Text::text).toList();
        IntStream.range(0, 30).forEach(model -> assertThat(texts).contains("m" + model));
        assertThat(texts.stream().filter("11K"::equals)).hasSize(30);
    }

    @Test
    void fewBarsAreDrawnAsTheyWere() {
        Drawing drawing = paint(4, 3, "m");

        assertThat(drawing.texts().stream().filter(Text::upward)).hasSize(1);
        assertThat(drawing.texts().stream().map(Text::text)).contains("1K", "2K", "3K", "m3");
    }

    /** What letters cover: few have accents. */
    private static Rectangle2D tight(Text text) {
        Rectangle2D box = text.bounds();
        double cut = 0.16 * text.lettering().size();
        return text.upward()
                ? new Rectangle2D.Double(box.getX() + cut, box.getY(), box.getWidth() - 2 * cut, box.getHeight())
                : new Rectangle2D.Double(box.getX(), box.getY() + cut, box.getWidth(), box.getHeight() - 2 * cut);
    }

    private static Drawing paint(int models, int contexts, String name) {
        var groups = IntStream.range(0, models)
                .mapToObj(model -> new Stack.Group(
                        name + model,
                        name + model,
                        IntStream.rangeClosed(1, contexts)
                                .mapToObj(context -> new Stack.Bar(
                                        Integer.toString(1024 * context),
                                        context + "K",
                                        List.of(4096.0, 100.0 * context, 300.0)))
                                .toList()))
                .toList();
        var stack = new Stack(
                "memory_breakdown",
                "What memory is used for",
                "batch 1",
                List.of("a.csv"),
                "GPU memory (GiB)",
                "GiB",
                1 / 1024.0,
                List.of("parameters", "KV cache", "temporary"),
                groups,
                List.of("Each bar is one measurement."));
        return new StackPainter(stack, Theme.LIGHT, 16).paint();
    }
}
