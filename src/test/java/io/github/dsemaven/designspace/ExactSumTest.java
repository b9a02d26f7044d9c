/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    @Test
    void theSumIsTheExactOneRoundedOnce() {
        var random = new SplittableRandom(11);
        for (int i = 0; i < 3000; i++) {
            double[] values = new double[random.nextInt(0, 40)];
            BigDecimal exact = BigDecimal.ZERO;
            for (int j = 0; j < values.length; j++) {
                values[j] = (random.nextDouble() - 0.3) * Math.pow(10, random.nextInt(-20, 20));
                exact = exact.add(new BigDecimal(values[j]));
            }
            assertThat(ExactSum.of(values)).isEqualTo(exact.doubleValue());
        }
    }

    @Test
    void whatCancelsLeavesNothingBehind() {
        assertThat(ExactSum.of(new double[] {1e100, 1, -1e100, 0x1p-60})).isEqualTo(1);
        assertThat(ExactSum.of(new double[] {})).isZero();
        assertThat(ExactSum.of(new double[] {0.5, -0.5})).isZero();
    }

    @Test
    void aSumBeyondTheRangeOfADoubleIsAnErrorOfOurs() {
        for (double[] values : new double[][] {
            {1e308, 1e308}, {-1.7e308, -1e308, -1e200}, {1e308, 1e308, 1, 1e-300}, {Double.MAX_VALUE, 1e300, -1e308}
        }) {
            assertThatThrownBy(() -> Summary.mean(values))
                    .isInstanceOf(DseException.class)
                    .hasMessageContaining("numbers is beyond the range of a double");
        }
    }
}
