/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlotOptionsTest {
    @Test
    void defaultsAsAUserWritesThemAreTheDefaults() {
        assertThat(PlotOptions.parse("", Map.of(), "first", "all", "range", "", "", true))
                .isEqualTo(PlotOptions.DEFAULT);
    }

    @Test
    void everyWrongParameterIsToldAtOnce() {
        assertThatThrownBy(() -> PlotOptions.parse("max_batchsize=1", Map.of(), "avg", "some", "rnage", "", "", true))
                .isInstanceOfSatisfying(
                        DseException.class,
                        e -> assertThat(e.problems().stream().map(Problem::toString))
                                .satisfiesExactly(
                                        filter -> assertThat(filter)
                                                .startsWith("<filter>: ")
                                                .contains("\"max_batch_size\""),
                                        repeats -> assertThat(repeats)
                                                .startsWith("<repeats>: ")
                                                .contains("first, mean, median"),
                                        runs -> assertThat(runs)
                                                .startsWith("<runs>: ")
                                                .contains("separate"),
                                        band -> assertThat(band)
                                                .startsWith("<band>: ")
                                                .contains("Did you mean \"range\"?")));
    }
}
