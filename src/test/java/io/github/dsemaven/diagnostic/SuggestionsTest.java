/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static final List<String> SCHEMES = List.of("fp16", "q4f16_0", "q4f16_1", "q4f32_1");

    @Test
    void aNearMissIsSuggestedBesideTheValidValues() {
        assertThat(Suggestions.validValues("q4f16-1", SCHEMES))
                .isEqualTo("Did you mean \"q4f16_1\"? Valid values: fp16, q4f16_0, q4f16_1, q4f32_1");
    }

    @Test
    void nothingIsSuggestedWhereNothingIsNear() {
        assertThat(Suggestions.validValues("gguf", SCHEMES)).isEqualTo("Valid values: fp16, q4f16_0, q4f16_1, q4f32_1");
        assertThat(Suggestions.nearest("FP16", SCHEMES)).contains("fp16");
        assertThat(Suggestions.nearest("drak", List.of("light", "dark"))).contains("dark");
    }
}
