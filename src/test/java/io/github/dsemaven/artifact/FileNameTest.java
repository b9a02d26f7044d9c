/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"Llama-3-8B-Instruct-q4f16_1-MLC", "模型-q0f16", "🦙-q4f16_1", "a b", "wikitext2", "v1.5"})
    void leavesAGoodNameAlone(String name) {
        assertThat(FileName.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../../x",
                "a\\b",
                "a:b",
                "a?b",
                "con",
                "NUL.x",
                "com1",
                "trailing.",
                "trailing ",
                " leading",
                ".hidden",
                "a\u0000b",
                "a\u001B[31m",
                "a\nb",
                "x\u202Ey",
                "-rf",
                "a|b",
                "<a>",
                "\"a\"",
                "*",
                "\uD83E"
            })
    void makesAnyNameValidEverywhere(String text) {
        String name = FileName.of(text);

        assertThat(name)
                .matches("[^<>:\"/\\\\|?*\\p{Cntrl}]+")
                .doesNotMatch("(?i)(con|prn|aux|nul|com\\d|lpt\\d)([. ].*)?")
                .doesNotMatch("^[. -].*|.*[. ]$")
                .isNotEqualTo(text);
        assertThat(FileName.of(text + "x")).isNotEqualToIgnoringCase(name);
        assertThat(Path.of(name).getNameCount()).isEqualTo(1);
    }

    @Test
    void shortensLongNamesAndKeepsThemApart() {
        String one = FileName.of("é".repeat(200) + "1");
        String other = FileName.of("é".repeat(200) + "2");

        assertThat(one).isNotEqualTo(other).startsWith("éééé");
        assertThat(one.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(120);
        assertThat(FileName.of("🦙".repeat(200))).matches("(🦙)+-[0-9a-f]{8}");
    }

    @Test
    void tellsApartWhatAFileSystemTakesForOne() {
        var names =
                FileName.distinct(List.of("Llama", "llama", "org/model", "org-model", "e\u0301", "\u00E9", "other"));

        assertThat(names.values().stream().map(String::toLowerCase)).doesNotHaveDuplicates();
        assertThat(names).containsEntry("other", "other");
        assertThat(FileName.distinct(List.of("llama", "Llama"))).containsEntry("Llama", names.get("Llama"));
        assertThat(FileName.distinct(List.of("org/model"))).containsEntry("org/model", "org-model");
    }
}
