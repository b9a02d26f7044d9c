/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dsemaven.chart.DesignPointScale.Spacing;
import io.github.dsemaven.figure.Axis;
import io.github.dsemaven.figure.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DesignPointScaleTest {
    private static final Lettering LETTERING = new Typography(Theme.LIGHT).tick();

    @Test
    void keepsMemoryStraightOverTheContextWindow() {
        DesignPointScale scale = scale("context_window_size", 100, Figures.sizes(4096, 8192, 16384));

        assertThat(scale.spacing()).isEqualTo(Spacing.LINEAR);
        double[] places =
                scale.places().values().stream().mapToDouble(place -> place).toArray();
        assertThat(places).containsExactly(new double[] {0.1, 0.1 + 0.8 / 3, 0.9}, within(1e-12));
    }

    @Test
    void takesALogarithmicScaleWhereLinearLabelsWouldTouch() {
        DesignPointScale scale = scale("context_window_size", 100, Figures.sizes(1024, 2048, 4096, 16384));

        assertThat(scale.spacing()).isEqualTo(Spacing.LOGARITHMIC);
    }

    @Test
    void spacesDesignPointsEvenlyWhereEvenALogarithmicScaleIsTooNarrow() {
        DesignPointScale scale = scale("max_batch_size", 80, Figures.sizes(1, 1000, 1001, 1002));

        assertThat(scale.spacing()).isEqualTo(Spacing.EVEN);
    }

    @Test
    void turnsLabelsWhereNoSpacingHasRoom() {
        assertThat(scale("max_batch_size", 30, Figures.sizes(1001, 1003, 1005, 1007))
                        .upright())
                .isTrue();
    }

    @Test
    void setsOffAndZeroApartFromTheSizes() {
        var levels = new ArrayList<>(List.of(Figures.off()));
        levels.addAll(Figures.sizes(2048, 4096));

        DesignPointScale scale = scale("sliding_window_size", 120, levels);

        List<Double> places = List.copyOf(scale.places().values());
        assertThat(places.get(1) - places.get(0)).isGreaterThan(1.3 * (places.get(2) - places.get(1)));
        assertThat(scale.gap().getAsDouble()).isBetween(places.get(0), places.get(1));
        assertThat(DesignPointScale.isSize(Figures.size(0))).isFalse();
        assertThat(DesignPointScale.isSize(Figures.size(32))).isTrue();
        assertThat(scale("attention_sink_size", 120, Figures.sizes(32, 64)).gap())
                .isEmpty();
    }

    private static DesignPointScale scale(String column, double width, List<Level> levels) {
        return DesignPointScale.of(
                new Axis(column, column, column, "", 1, levels, false), levels, width, width / 10, LETTERING);
    }
}
