/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FontFaceTest {
    @Test
    void embedsBothWeightsWithTheLettersAskedForOnly() {
        String some = FontFace.css("figure", letters("abc"));
        String more = FontFace.css("figure", letters("abcdefghijklmnopqrstuvwxyz\uFFFF"));

        assertThat(some).contains("font-weight:normal", "font-weight:bold", "font-family:'figure'");
        assertThat(some).hasSizeLessThan(more.length());
        assertThat(FontFace.css("figure", Set.of())).isEmpty();
    }

    private static Set<Integer> letters(String text) {
        return text.codePoints().boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
