/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LookTest {
    /** In a scatter there is no line whose dash could tell two levels apart. */
    @ParameterizedTest
    @EnumSource(Theme.class)
    void symbolsOfFortyLevelsAreDistinct(Theme theme) {
        assertThat(IntStream.range(0, 40).mapToObj(level -> symbol(Look.of(theme, level))))
                .doesNotHaveDuplicates();
    }

    private static List<Object> symbol(Look look) {
        return List.of(look.color(), look.marker(), look.hollow());
    }
}
