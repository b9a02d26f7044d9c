/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.dsemaven.diagnostic.DseException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTextTest {
    @Test
    void aLongFilterTakesNoMoreCallsThanAShortOne() {
        String text = "max_batch_size=1 , ".repeat(20_000);

        assertThat(RowFilter.parse("<filter>", text).conditions()).hasSize(20_000);
        assertThat(RowFilter.parse("<filter>", "model=" + "x".repeat(1_000_000)).conditions())
                .hasSize(1);
        assertThat(RowFilter.parse("<filter>", "model=\"" + "x,".repeat(500_000) + "\"")
                        .conditions())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "=", "1", "\"", "'x", "model=", "max_batch_size=1 ", "1.", "-", "e9"})
    void whatIsNoFilterIsToldAtOnceAndInBrief(String piece) {
        for (String start : new String[] {"", "max_batch_size=", "model=\"", "context_window_size<1"}) {
            String text = start + piece.repeat(200_000 / piece.length()) + "!";
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                try {
                    RowFilter.parse("<filter>", text);
                } catch (DseException e) {
                    assertThat(e.problems()).hasSizeLessThanOrEqualTo(20);
                    assertThat(e.getMessage()).hasSizeLessThan(10_000);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model=\"a,max_batch_size=1",
                "model='a",
                "model=O'Brien",
                "model=a\nmax_batch_size=1",
                "max_batch_size<1e999",
                "max_batch_size=\"1\"2\""
            })
    void whatIsAmbiguousIsNotGuessed(String text) {
        assertThatThrownBy(() -> RowFilter.parse("<filter>", text))
                .isInstanceOf(DseException.class)
                .hasMessageContaining("Conditions are written like");
    }

    @Test
    void anyTextIsAFilterOrAnErrorOfOurs() {
        var random = new SplittableRandom(11);
        String letters = "model=<>!,&\"' 1e.-\n\u00e9\ud83d\ude00max_batch_size";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int k = random.nextInt(30); k > 0; k--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                RowFilter filter = RowFilter.parse("<filter>", text.toString());
                assertThat(RowFilter.parse("<filter>", "")).isEqualTo(RowFilter.NONE);
                assertThat(filter.toString()).isNotEmpty();
            } catch (DseException e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
    }
}
