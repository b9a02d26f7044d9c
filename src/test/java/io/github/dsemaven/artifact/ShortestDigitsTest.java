/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestDigitsTest {
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "-0.25, -0.25",
        "94, 94",
        "1e23, 1E+23",
        "9007199254740993, 9007199254740992",
        "5e-324, 5E-324",
        "5.960464477539063e-8, 5.960464477539063E-8",
        "1.7976931348623157e308, 1.7976931348623157E+308"
    })
    void findsTheFewestDigitsThatReadBack(double value, String digits) {
        assertThat(ShortestDigits.of(value)).isEqualTo(new BigDecimal(digits));
    }

    @Test
    void noFewerDigitsReadBack() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 3_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            double powerOfTwo = Math.scalb(1.0, random.nextInt(-1074, 1024));
            double subnormal = random.nextInt(1, 1000) * Double.MIN_VALUE;
            double brief = random.nextInt(1, 1_000_000) / 1000.0;
            for (double value : new double[] {any, powerOfTwo, subnormal, brief}) {
                if (Double.isFinite(value)) {
                    BigDecimal shortest = ShortestDigits.of(value);
                    assertThat(shortest.doubleValue()).isEqualTo(value);
                    assertThat(readBack(value, shortest.precision() - 1)).isFalse();
                }
            }
        }
    }

    /** Whether one of the two numbers of so many digits beside a value reads back as it. */
    private static boolean readBack(double value, int digits) {
        var exact = new BigDecimal(value);
        return digits > 0
                && (exact.round(new MathContext(digits, RoundingMode.DOWN)).doubleValue() == value
                        || exact.round(new MathContext(digits, RoundingMode.UP)).doubleValue() == value);
    }
}
