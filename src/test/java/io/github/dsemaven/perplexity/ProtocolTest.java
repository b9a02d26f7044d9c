/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolTest {
    @Test
    void sourceWindowsEndAStrideApartAndScoreTheirLastTokens() {
        // i = 0: [0,4); i = 4: [max(4+4-8,0)=0,8); i = 8: [4,11)
        List<Window> windows = Protocol.SOURCE.windows(11, 8, 4);

        assertThat(windows)
                .containsExactly(new Window(0, 0, 4, 1, 4), new Window(1, 0, 8, 4, 4), new Window(2, 4, 11, 8, 3));
        assertThat(windows).extracting(Window::scored).containsExactly(3, 4, 3);
        assertThat(Protocol.EXACT.windows(11, 8, 4)).isEqualTo(windows);
    }

    @Test
    void disjointSourceWindowsScoreOneTokenLessEachAndALoneLastTokenCountsForNothing() {
        // Given stride = maxLength, the last window [8,9) has no context at all
        List<Window> windows = Protocol.SOURCE.windows(9, 4, 4);

        assertThat(windows)
                .containsExactly(new Window(0, 0, 4, 1, 4), new Window(1, 4, 8, 5, 4), new Window(2, 8, 9, 9, 0));
        assertThat(windows.get(2).scored()).isZero();
    }

    @Test
    void aStrideOfOneBeginsWithAWindowThatScoresNothing() {
        List<Window> windows = Protocol.SOURCE.windows(3, 2, 1);

        assertThat(windows)
                .containsExactly(new Window(0, 0, 1, 1, 0), new Window(1, 0, 2, 1, 1), new Window(2, 1, 3, 2, 1));
    }

    @Test
    void aLastWindowOfOneTargetHasContextWhereWindowsOverlap() {
        assertThat(Protocol.SOURCE.windows(9, 8, 4).get(2)).isEqualTo(new Window(2, 4, 9, 8, 1));
    }

    @Test
    void sourceWindowsOfTheReferenceTextAre790() {
        List<Window> windows = Protocol.SOURCE.windows(404_317, 2048, 512);

        assertThat(windows).hasSize(790);
        assertThat(windows.stream().mapToInt(Window::scored).sum()).isEqualTo(404_316);
        assertThat(windows.stream().mapToInt(Window::weight).sum()).isEqualTo(404_317);
    }

    @Test
    void hfWindowsStartAStrideApartStopAtTheEndAndWeighOneTokenLess() {
        // Given L = 11, W = 8, S = 4: [0,8) scores 7, [4,11) scores 3, and the end is reached
        List<Window> windows = Protocol.HF.windows(11, 8, 4);

        assertThat(windows).containsExactly(new Window(0, 0, 8, 1, 7), new Window(1, 4, 11, 8, 2));
    }

    @Test
    void hfWindowsOfTheGpt2DocumentAre561And281() {
        assertThat(Protocol.HF.windows(287_644, 1024, 512)).hasSize(561);
        assertThat(Protocol.HF.windows(287_644, 1024, 512).stream()
                        .mapToInt(Window::scored)
                        .sum())
                .isEqualTo(287_643);
        assertThat(Protocol.HF.windows(287_644, 1024, 1024)).hasSize(281);
        assertThat(Protocol.HF.windows(287_644, 1024, 1024).stream()
                        .mapToInt(Window::scored)
                        .sum())
                .isEqualTo(287_363);
    }

    @Test
    void disjointWindowsDropTheTailButKeepAShortText() {
        assertThat(Protocol.DISJOINT.windows(11, 4, 2))
                .containsExactly(new Window(0, 0, 4, 1, 3), new Window(1, 4, 8, 5, 3));
        assertThat(Protocol.DISJOINT.windows(3, 4, 2)).containsExactly(new Window(0, 0, 3, 1, 2));
        assertThat(Protocol.DISJOINT.effectiveStride(2048, 512)).isEqualTo(2048);
    }

    @Test
    void indicesNearTheLargestIntegerDoNotOverflow() {
        List<Window> windows = Protocol.SOURCE.windows(Integer.MAX_VALUE, 1 << 30, 1 << 30);

        assertThat(windows).hasSize(2);
        assertThat(windows.get(1).end()).isEqualTo(Integer.MAX_VALUE);
        assertThat(Protocol.HF.windows(Integer.MAX_VALUE, 1 << 30, 1 << 30)).hasSize(2);
    }

    @Test
    void anUnknownProtocolListsTheValidOnes() {
        assertThatThrownBy(() -> Protocol.parse(Place.of("<protocol>"), "sorce"))
                .isInstanceOf(DseException.class)
                .hasMessage("<protocol>: unknown protocol \"sorce\". Did you mean \"source\"? Valid values: source,"
                        + " exact, hf, disjoint");
        assertThat(Protocol.parse(Place.of("x"), " HF ")).isEqualTo(Protocol.HF);
    }
}
