/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest {
    @ParameterizedTest
    @EnumSource(Theme.class)
    void hasDataColoursThatStandOutFromThePage(Theme theme) {
        for (int i = 0; i < theme.categories(); i++) {
            assertThat(contrast(theme.category(i), theme.background()))
                    .as("category " + i)
                    .isGreaterThanOrEqualTo(3);
        }
        for (int i = 0; i <= 20; i++) {
            assertThat(contrast(theme.ordered(i / 20.0), theme.background()))
                    .as("scale at " + i / 20.0)
                    .isGreaterThanOrEqualTo(3);
        }
        assertThat(contrast(theme.off(), theme.background())).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void hasTextThatCanBeRead(Theme theme) {
        assertThat(contrast(theme.ink(), theme.background())).isGreaterThanOrEqualTo(7);
        assertThat(contrast(theme.muted(), theme.background())).isGreaterThanOrEqualTo(4.5);
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void getsSteadilyFurtherFromThePageAlongItsScale(Theme theme) {
        for (int i = 1; i <= 10; i++) {
            assertThat(contrast(theme.ordered(i / 10.0), theme.background()))
                    .as("step " + i)
                    .isGreaterThan(contrast(theme.ordered((i - 1) / 10.0), theme.background()));
        }
    }

    @Test
    void isFoundByNameOrElseSaysWhichThereAre() {
        assertThat(Theme.parse(" Dark ")).isEqualTo(Theme.DARK);
        assertThatThrownBy(() -> Theme.parse("drak"))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("<theme>: unknown theme \"drak\"")
                .hasMessageContaining("Valid values: light, dark, grey");
        assertThatThrownBy(() -> Format.parse("jpg"))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("Valid values: svg, png, pdf");
    }

    /** WCAG 2.2, contrast ratio. */
    private static double contrast(Color a, Color b) {
        double light = Math.max(luminance(a), luminance(b));
        double dark = Math.min(luminance(a), luminance(b));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
