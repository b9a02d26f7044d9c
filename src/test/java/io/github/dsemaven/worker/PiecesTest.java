/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private static TokenWindow window(int length, int scored, int rotaryLength) {
        return new TokenWindow(new int[length], scored, rotaryLength);
    }

    @Test
    void theShapeIsTheLongestWindowAndTheUsualNumberOfScoredTokens() {
        Pieces pieces = Pieces.of(List.of(window(512, 511, 0), window(1024, 512, 0), window(2048, 512, 0)));

        assertThat(pieces).isEqualTo(new Pieces(2048, 512));
        assertThat(pieces.hold(List.of(window(2048, 2047, 0)))).isTrue();
        assertThat(pieces.hold(List.of(window(2049, 1, 0)))).isFalse();
    }

    @Test
    void aWindowThatScoresMoreIsRunMoreThanOnce() {
        List<List<Pieces.Piece>> batches =
                new Pieces(100, 40).batches(List.of(window(100, 99, 0), window(90, 40, 0)), 3);

        assertThat(batches)
                .containsExactly(
                        List.of(new Pieces.Piece(0, 0, 40), new Pieces.Piece(0, 40, 40), new Pieces.Piece(0, 80, 19)),
                        List.of(new Pieces.Piece(1, 0, 40)));
    }

    @Test
    void windowsWithOtherRotaryTablesDoNotShareACall() {
        List<List<Pieces.Piece>> batches = new Pieces(10, 5).batches(List.of(window(10, 5, 10), window(10, 5, 12)), 8);

        assertThat(batches).hasSize(2);
    }
}
