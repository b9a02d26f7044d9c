/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8WriterTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void keepsLettersWholeWhereverABlockEnds(int before) throws IOException {
        String text = "-".repeat(before) + "a🦙é".repeat(20_000);
        var out = new ByteArrayOutputStream();
        try (var writer = new Utf8Writer(out)) {
            for (int i = 0; i < text.length(); i++) {
                switch (i % 4) {
                    case 0 -> writer.write(text.charAt(i));
                    case 1 -> writer.write(text, i, 1);
                    case 2 -> writer.append(text.substring(i, i + 1));
                    default -> writer.write(new char[] {text.charAt(i)}, 0, 1);
                }
            }
        }

        assertThat(out).hasToString(text);
        assertThat(out.size()).isEqualTo(before + 20_000 * 7);
    }
}
