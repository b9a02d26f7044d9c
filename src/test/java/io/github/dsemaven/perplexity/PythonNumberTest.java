/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonNumberTest {
    /** Each text is what {@code python3 -c "print(repr(...))"} prints. */
    @ParameterizedTest
    @CsvSource({
        "5.463742232026599, 5.463742232026599",
        "94, 94.0",
        "0.1, 0.1",
        "1e16, 1e+16",
        "123456789012345680, 1.2345678901234568e+17",
        "9999999999999998, 9999999999999998.0",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "-1.5e-7, -1.5e-07",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "5e-324, 5e-324",
        "5.684341886080802e-14, 5.684341886080802e-14",
        "Infinity, inf",
        "NaN, nan",
        "0, 0.0"
    })
    void numbersReadAsPythonWritesThem(double value, String text) {
        assertThat(PythonNumber.repr(value)).isEqualTo(text);
    }

    @Test
    void everyNumberReadsBack() {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(PythonNumber.repr(value))).isEqualTo(value);
            }
        }
    }
}
