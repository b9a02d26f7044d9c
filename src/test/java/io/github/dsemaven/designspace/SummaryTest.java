/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void sumsAreExactSoTheOrderDoesNotMatter() {
        assertThat(Summary.of(new double[] {1e16, 1, -1e16}).mean()).isEqualTo(1.0 / 3);
        assertThat(Summary.of(new double[] {1, 1e16, -1e16}).mean()).isEqualTo(1.0 / 3);
        assertThat(Summary.of(new double[] {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1})
                        .mean())
                .isEqualTo(0.1);
    }

    @Test
    void theStandardDeviationIsThatOfASample() {
        Summary summary = Summary.of(new double[] {2, 4, 4, 4, 5, 5, 7, 9});

        assertThat(summary.mean()).isEqualTo(5);
        assertThat(summary.n()).isEqualTo(8);
        assertThat(summary.min()).isEqualTo(2);
        assertThat(summary.max()).isEqualTo(9);
        assertThat(summary.std()).hasValue(Math.sqrt(32.0 / 7));
    }

    @Test
    void oneValueHasNoStandardDeviation() {
        assertThat(Summary.of(new double[] {3}).std()).isEmpty();
    }
}
