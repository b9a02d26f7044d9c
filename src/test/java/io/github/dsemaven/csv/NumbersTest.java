/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static double parse(String text) {
        byte[] bytes = ("x" + text + "x").getBytes(StandardCharsets.UTF_8);
        return Numbers.parse(bytes, 1, bytes.length - 1);
    }

    private static boolean plain(String text, boolean notNegative) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Numbers.isPlain(bytes, 0, bytes.length, notNegative);
    }

    @Test
    void everyDoubleReadsBackAsJavaReadsIt() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            double value = random.nextDouble() * Math.pow(10, random.nextInt(-12, 12));
            for (String text : List.of(
                    Double.toString(value),
                    new BigDecimal(value)
                            .setScale(random.nextInt(1, 22), java.math.RoundingMode.HALF_UP)
                            .toPlainString(),
                    "-" + value,
                    random.nextLong(1L << 62) + "e" + random.nextInt(-40, 40))) {
                assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
            }
        }
    }

    @Test
    void numbersInTheMiddleOfTwoDoublesAreRoundedToEven() {
        for (String text : List.of(
                "9007199254740993",
                "9007199254740992.5",
                "4503599627370496.5",
                "4503599627370497.5",
                "0.50000000000000011",
                "1.00000000000000011",
                "2.00000000000000022",
                "0.1250000000000000138",
                "123456789012345678",
                "5e-324")) {
            assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void whatIsNoNumberIsNaN() {
        for (String text : List.of(
                "", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "0x10", "1d", "1f", "1_000", "12 3", "NaN", "nan",
                "--1", "1e5.0")) {
            assertThat(parse(text)).as(text).isNaN();
        }
    }

    @Test
    void everyFormOfANumberIsRead() {
        assertThat(parse("+1.5")).isEqualTo(1.5);
        assertThat(parse(".5")).isEqualTo(0.5);
        assertThat(parse("5.")).isEqualTo(5);
        assertThat(parse("1E3")).isEqualTo(1000);
        assertThat(parse("1.5e-05")).isEqualTo(1.5e-5);
        assertThat(parse("1e999")).isInfinite();
        assertThat(parse("-inf")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(parse("Infinity")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void onlyWhatIsANumberBeyondDoubtIsPlain() {
        assertThat(plain("12.5", true)).isTrue();
        assertThat(plain("-12.5", true)).isFalse();
        assertThat(plain("-12.5", false)).isTrue();
        assertThat(plain("1e5", true)).isFalse();
        assertThat(plain("", true)).isFalse();
        assertThat(plain(".", true)).isFalse();
        assertThat(plain("1.2.3", true)).isFalse();
    }
}
