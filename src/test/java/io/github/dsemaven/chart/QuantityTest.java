/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0", "-0.0, 0", "0.5864, 0.5864", "158.34, 158.3", "18215, 18215", "1.2e9, 1.2e9", "0.00012345, 0.0001234",
        "0.1, 0.1", "-2.50, -2.5", "9999999, 9999999", "10000000, 1e7", "0.00009, 9e-5", "0.99999, 1", "2.00005, 2"
    })
    void hasAboutFourDigits(double value, String text) {
        assertThat(Quantity.text(value)).isEqualTo(text);
    }

    @Test
    void isRoundedFromTheExactBinaryValue() {
        var random = new Random(7);
        DoubleStream powers = DoubleStream.iterate(1e-4, power -> power < 1e7, power -> power * 10)
                .flatMap(power -> DoubleStream.of(
                        power, Math.nextDown(power), Math.nextUp(power), -power, Math.round(power) / 1000.0));
        DoubleStream some = random.doubles(20_000)
                .map(value ->
                        Math.round(value * 1e6) / Math.pow(10, random.nextInt(11)) * (random.nextBoolean() ? 1 : -1));
        DoubleStream.concat(powers, some)
                .filter(value -> Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7)
                .forEach(value -> assertThat(Quantity.text(value)).isEqualTo(exact(value)));
    }

    private static String exact(double value) {
        var exact = new BigDecimal(value);
        int exponent = exact.precision() - exact.scale() - 1;
        BigDecimal rounded = exact.setScale(Math.max(0, 3 - exponent), RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
