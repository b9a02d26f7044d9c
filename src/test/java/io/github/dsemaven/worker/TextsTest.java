/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.perplexity.TextFacts;
import io.github.dsemaven.perplexity.tokenization.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static Texts.Text text(int tokens) {
        TextFacts facts = new TextFacts("a text", "", 0, 0, tokens, 0);
        return new Texts.Text(facts, new TokenizedText(new int[tokens], 0), "", "", List.of());
    }

    @Test
    void textsAreForgottenFromTheFirstUntilTheRestIsFewEnough() {
        Texts.Text a = text(40);
        Texts.Text b = text(30);
        Texts.Text c = text(30);
        var texts = new ArrayList<>(List.of(a, b, c));

        Texts.forget(texts, 100);
        assertThat(texts).containsExactly(a, b, c);

        Texts.forget(texts, 65);
        assertThat(texts).containsExactly(b, c);
    }

    @Test
    void theTextInUseStaysHoweverLongItIs() {
        Texts.Text used = text(500);
        var texts = new ArrayList<>(List.of(text(10), used));

        Texts.forget(texts, 100);

        assertThat(texts).containsExactly(used);
    }
}
