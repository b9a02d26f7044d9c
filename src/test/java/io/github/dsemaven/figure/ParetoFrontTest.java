/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.figure.Scatter.Dot;
import io.github.dsemaven.figure.Scatter.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    private static final Quantity LESS = new Quantity("a", "a", "", 1, false);
    private static final Quantity MORE = new Quantity("b", "b", "", 1, true);

    @Test
    void keepsWhatNothingBeatsInBoth() {
        List<Dot> dots = List.of(dot(2, 5), dot(1, 3), dot(3, 4), dot(2, 5), dot(4, 9), dot(1, 2));

        assertThat(ParetoFront.of(dots, LESS, MORE)).containsExactly(1, 0, 4);
        assertThat(ParetoFront.of(dots, LESS, LESS)).containsExactly(5);
        assertThat(ParetoFront.of(dots, MORE, LESS)).containsExactly(5, 2, 4);
    }

    private static Dot dot(double x, double y) {
        return new Dot(0, x, y, "", "");
    }
}
