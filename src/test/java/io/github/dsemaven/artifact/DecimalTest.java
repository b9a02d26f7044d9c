/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
    @ParameterizedTest
    @CsvSource({
        "600.521, 600.521",
        "4096, 4096",
        "-1, -1",
        "0, 0",
        "722.0679999999999, 722.0679999999999",
        "1.3923737144427707e-13, 1.3923737144427707e-13",
        "2.0E-3, 0.002",
        "1.0E23, 1e23",
        "2.2E-7, 2.2e-7",
        "5.960464477539063E-8, 5.960464477539063e-8"
    })
    void writesTheFewestDigitsThatReadBack(double value, String text) {
        assertThat(Decimal.of(value)).isEqualTo(text);
    }

    @Test
    void everyDoubleReadsBackAsItself() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(Decimal.of(value))).isEqualTo(value);
            }
        }
    }

    @Test
    void hasTheDigitsOfExactArithmetic() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < 200_000; i++) {
            double value = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-12, 54));
            double mean = Math.rint(value * 1000) / 1000 / (1 + random.nextInt(12));
            for (double number : new double[] {value, mean, Math.nextUp(mean), (float) value}) {
                assertThat(Decimal.of(number)).isEqualTo(exact(number));
            }
        }
    }

    private static String exact(double value) {
        BigDecimal shortest = ShortestDigits.of(value);
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (shortest.signum() == 0 || exponent >= -5 && exponent < 16) {
            return shortest.toPlainString();
        }
        String text = shortest.unscaledValue().abs().toString();
        return (shortest.signum() < 0 ? "-" : "") + text.charAt(0) + (text.length() > 1 ? "." + text.substring(1) : "")
                + "e" + exponent;
    }

    @Test
    void fixedDecimalsAreThoseOfExactArithmetic() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 200_000; i++) {
            double value = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-12, 34));
            double tie = Math.rint(value * 8) / 8;
            for (double number : new double[] {value, tie, Math.nextDown(tie)}) {
                assertThat(Decimal.fixed(number, 2))
                        .isEqualTo(new BigDecimal(number)
                                .setScale(2, RoundingMode.HALF_EVEN)
                                .toPlainString());
            }
        }
    }

    @Test
    void fixedDecimalsRoundTheExactBinaryValue() {
        assertThat(Decimal.fixed(5.463742232026599, 2)).isEqualTo("5.46");
        assertThat(Decimal.fixed(15.250324658841208, 2)).isEqualTo("15.25");
        assertThat(Decimal.fixed(2.675, 2)).isEqualTo("2.67");
    }

    @Test
    void refusesWhatIsNotFinite() {
        assertThatThrownBy(() -> Decimal.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
