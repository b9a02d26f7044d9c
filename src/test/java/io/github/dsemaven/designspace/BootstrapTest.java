/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void anIntervalIsTheSameEveryTimeAndForEveryOrder() {
        Bootstrap.Interval interval = Bootstrap.of(new double[] {1, 2, 3, 4, 10});

        assertThat(Bootstrap.of(new double[] {10, 4, 3, 2, 1})).isEqualTo(interval);
        assertThat(interval).isEqualTo(new Bootstrap.Interval(1.8, 7));
    }

    @Test
    void itIsNearTheNormalIntervalOfTheMeanForManyValues() {
        var random = new SplittableRandom(5);
        double[] values = random.doubles(400).toArray();
        Summary summary = Summary.of(values);
        double half = 1.96 * summary.std().orElseThrow() / Math.sqrt(values.length);

        Bootstrap.Interval interval = Bootstrap.of(values);

        assertThat(interval.low()).isCloseTo(summary.mean() - half, within(half / 5));
        assertThat(interval.high()).isCloseTo(summary.mean() + half, within(half / 5));
    }

    @Test
    void oneValueIsAPoint() {
        assertThat(Bootstrap.of(new double[] {7})).isEqualTo(new Bootstrap.Interval(7, 7));
    }
}
