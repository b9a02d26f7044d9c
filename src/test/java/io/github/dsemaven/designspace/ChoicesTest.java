/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChoicesTest {
    @Test
    void repeatsAreCollapsedAsTheirNameSays() {
        double[] values = {5, 1, 2, 4};

        assertThat(Repeats.parse("<repeats>", "first").collapse(values)).isEqualTo(5);
        assertThat(Repeats.parse("<repeats>", "Mean").collapse(values)).isEqualTo(3);
        assertThat(Repeats.parse("<repeats>", " median ").collapse(values)).isEqualTo(3);
        assertThat(Repeats.MEDIAN.collapse(new double[] {9, 1, 2})).isEqualTo(2);
    }

    @Test
    void anUnknownChoiceIsToldWithTheValidOnes() {
        assertThatThrownBy(() -> Repeats.parse("<repeats>", "mediam"))
                .hasMessage("<repeats>: unknown value \"mediam\"."
                        + " Did you mean \"median\"? Valid values: first, mean, median");
        assertThatThrownBy(() -> Runs.parse("<runs>", "-1"))
                .hasMessage("<runs>: unknown value \"-1\". Valid values: all, separate, a number such as 3");
    }

    @Test
    void runsAreAllOneOrSeparate() {
        assertThat(Runs.parse("<runs>", "all")).isEqualTo(new Runs.All());
        assertThat(Runs.parse("<runs>", " Separate")).isEqualTo(new Runs.Separate());
        assertThat(Runs.parse("<runs>", "3")).isEqualTo(new Runs.Only(3));
    }
}
