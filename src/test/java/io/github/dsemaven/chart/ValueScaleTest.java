/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueScaleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.59; 2.09; true;  0, 0.5, 1.0, 1.5, 2.0",
                "120; 282; true;    0, 50, 100, 150, 200, 250",
                "5.46; 15.25; true; 0, 5, 10, 15",
                "0.008; 0.0863; true; 0, 0.02, 0.04, 0.06, 0.08",
                "49.7; 50.2; false; 49.7, 49.8, 49.9, 50.0, 50.1, 50.2",
                "-3; -1; true;      -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0",
                "1e18; 4e18; true;  0, 1e18, 2e18, 3e18, 4e18"
            })
    void hasRoundTicks(double least, double most, boolean zero, String labels) {
        assertThat(ValueScale.of(least, most, zero, 5).ticks().stream().map(ValueScale.Tick::label))
                .containsExactly(labels.split(", "));
    }

    @Test
    void holdsAllValuesWithRoomAboveAndZeroAtTheBottom() {
        ValueScale scale = ValueScale.of(3, 100, true, 5);

        assertThat(scale.low()).isZero();
        assertThat(scale.high()).isBetween(101.0, 110.0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "0, 0, false", "50, 50, false", "50, 50, true", "-7, -7, true", "1e-300, 1e-300, true"})
    void hasARangeWhereTheValuesHaveNone(double least, double most, boolean zero) {
        ValueScale scale = ValueScale.of(least, most, zero, 5);

        assertThat(scale.high()).isGreaterThan(scale.low());
        assertThat(scale.low()).isLessThanOrEqualTo(least);
        assertThat(scale.high()).isGreaterThanOrEqualTo(most);
        assertThat(scale.ticks()).hasSizeBetween(2, 12);
    }
}
