/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dsemaven.perplexity.checkpoint.RotaryConfiguration;
import io.github.dsemaven.perplexity.checkpoint.RotaryScaling;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotaryTablesTest {
    @Test
    void positionsTurnByTheirFrequency() {
        var tables = RotaryTables.of(rotary(new RotaryScaling.None()), 3, 3);

        assertThat(tables.cos()[0]).isEqualTo(1);
        assertThat(tables.cos()[2 * 4 + 1]).isCloseTo((float) Math.cos(0.2), within(1e-7f));
        assertThat(tables.sin()[2 * 4 + 1]).isCloseTo((float) Math.sin(0.2), within(1e-7f));
    }

    @Test
    void dynamicScalingStartsBeyondTheTrainedPositions() {
        var dynamic = rotary(new RotaryScaling.Dynamic(2));

        assertThat(RotaryTables.frequencies(dynamic, 64)).isEqualTo(RotaryTables.frequencies(dynamic, 5));
        assertThat(RotaryTables.frequencies(dynamic, 65)[3]).isLessThan(RotaryTables.frequencies(dynamic, 64)[3]);
        assertThat(RotaryTables.frequencies(dynamic, 128)[3])
                .isCloseTo((float) Math.pow(10000 * Math.pow(3, 8 / 6.0), -6 / 8.0), within(1e-8f));
    }

    @Test
    void longropeSwitchesListsWithTheLengthOfTheText() {
        var longrope =
                rotary(new RotaryScaling.LongRope(List.of(1.0, 1.0, 1.0, 1.0), List.of(2.0, 2.0, 2.0, 2.0), 1.5, 32));

        assertThat(RotaryTables.frequencies(longrope, 32)[0]).isEqualTo(1);
        assertThat(RotaryTables.frequencies(longrope, 33)[0]).isEqualTo(0.5f);
        assertThat(RotaryTables.of(longrope, 1, 1).cos()[0]).isEqualTo(1.5f);
    }

    private static RotaryConfiguration rotary(RotaryScaling scaling) {
        return new RotaryConfiguration(10000, 8, 64, scaling);
    }
}
