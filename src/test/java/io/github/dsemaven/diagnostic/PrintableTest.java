/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @Test
    void writesOutWhatWouldSteerATerminal() {
        assertThat(Printable.line("a\u001B[31mb\u0007")).isEqualTo("a\\u001b[31mb\\u0007");
        assertThat(Printable.line("x\u202Etxt.exe")).isEqualTo("x\\u202etxt.exe");
        assertThat(Printable.line("\u009B2J\u007F")).isEqualTo("\\u009b2J\\u007f");
        assertThat(Printable.line("a\n[ERROR] b\r\tc")).isEqualTo("a\\u000a[ERROR] b\\u000d\\u0009c");
        assertThat(Printable.lines("a\n\tb\r")).isEqualTo("a\n\tb\\u000d");
    }

    @Test
    void writesOutHalvesOfPairs() {
        assertThat(Printable.line("\uD83E")).isEqualTo("\\ud83e");
        assertThat(Printable.line("\uDD99\uD83E")).isEqualTo("\\udd99\\ud83e");
        assertThat(Printable.line("\uDB40\uDC41")).isEqualTo("\\udb40\\udc41");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q4f16_1", "Modèle 模型 🦙", "عربي", "a\u200Db"})
    void leavesLettersAlone(String text) {
        assertThat(Printable.line(text)).isSameAs(text);
        assertThat(Printable.lines(text)).isSameAs(text);
    }
}
