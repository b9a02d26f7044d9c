/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.figure.Figure;
import io.github.dsemaven.figure.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodingTest {
    private static final List<Level> CONTEXTS = Figures.sizes(4096, 8192);
    private static final List<Level> MODELS = Figures.names("a", "b", "c");
    private static final List<Level> SINKS = Figures.sizes(0, 32);
    private static final List<Level> BATCHES = Figures.sizes(1, 2);

    @Test
    void putsLevelsTogetherThatMakeNoDifferenceInAnyPanel() {
        Figure figure = figure((f, h, s, x) -> 1000 * (Math.max(h, 1) + x + f));

        Encoding encoding = Encoding.of(figure, Theme.LIGHT);

        assertThat(encoding.hues()).extracting(LevelClass::label).containsExactly("a, b (identical)", "c");
        assertThat(encoding.styles()).extracting(LevelClass::label).containsExactly("0, 32 (identical)");
        assertThat(encoding.lines(figure.panels().get(0))).hasSize(2);
    }

    @Test
    void keepsLevelsApartThatDifferInOnePanel() {
        Figure figure = figure((f, h, s, x) -> 1000 + (f == 1 ? h : 0));

        Encoding encoding = Encoding.of(figure, Theme.LIGHT);

        assertThat(encoding.hues()).extracting(LevelClass::label).containsExactly("a", "b", "c");
        assertThat(encoding.lines(figure.panels().get(0))).hasSize(1);
        assertThat(encoding.lines(figure.panels().get(0)).get(0).cells()).hasSize(3);
    }

    @Test
    void saysWhereLinesAreOnlyNearlyEqual() {
        Figure figure = figure((f, h, s, x) -> 1000 + 1e-3 * h);

        assertThat(Encoding.of(figure, Theme.LIGHT).hues())
                .extracting(LevelClass::label)
                .containsExactly("a, b, c (equal within 0.01 %)");
    }

    @Test
    void givesEachLegendEntryAMarkerOfItsOwnWhereLinesCoincideInSomePanelsOnly() {
        Figure figure = figure((f, h, s, x) -> 1000 + (f == 1 ? 100 * h : 0));

        Drawing drawing = new FigurePainter(Theme.LIGHT).paint(figure);

        // Three models side by side at each of two contexts, in each of two panels; the sinks are one entry.
        assertThat(drawing.groups(Role.POINT)).hasSize(3 * 2 * 2);
        assertThat(drawing.groups(Role.LINE)).hasSize(1 + 3);
        assertThat(drawing.texts().stream().map(Drawing.Text::text)).contains("6 series, all identical");
    }

    private static Figure figure(Figures.Means means) {
        return Figures.lines("context_window_size", CONTEXTS, MODELS, SINKS, BATCHES, means);
    }
}
