/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.perplexity.onnx.GraphShape;
import io.github.dsemaven.perplexity.onnx.ScoredRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Windows of any size brought to one shape, so that one session serves them all: shorter ones are padded at the end, which
 * causal attention does not see, and those that score more tokens than the shape has rows are run more than once.
 *
 * @param length tokens of the shape
 * @param rows tokens scored by the shape
 */
record Pieces(int length, int rows) {
    /**
     * A run of tokens of one window.
     *
     * @param window index among the windows given
     * @param first index among the window's scored tokens
     * @param count how many, at most the rows of the shape
     */
    record Piece(int window, int first, int count) {}

    /** The shape for these windows: the longest one's length, and the number of scored tokens that most of them have. */
    static Pieces of(List<TokenWindow> windows) {
        Map<Integer, Integer> counts = new HashMap<>();
        int length = 0;
        int rows = 0;
        for (TokenWindow window : windows) {
            length = Math.max(length, window.ids().length);
            int seen = counts.merge(window.scored(), 1, Integer::sum);
            int best = counts.getOrDefault(rows, 0);
            if (seen > best || seen == best && window.scored() > rows) {
                rows = window.scored();
            }
        }
        return new Pieces(length, rows);
    }

    /** Whether these windows can be run in this shape. */
    boolean hold(List<TokenWindow> windows) {
        return windows.stream().allMatch(window -> window.ids().length <= length);
    }

    GraphShape shape(int headRows) {
        return new GraphShape(length, new ScoredRows.Gathered(rows), Math.min(rows, headRows));
    }

    /** Groups of at most {@code batch} pieces that can share a call. */
    List<List<Piece>> batches(List<TokenWindow> windows, int batch) {
        List<List<Piece>> batches = new ArrayList<>();
        List<Piece> open = new ArrayList<>();
        int rotary = 0;
        for (int i = 0; i < windows.size(); i++) {
            TokenWindow window = windows.get(i);
            for (int first = 0; first < window.scored(); first += rows) {
                if (!open.isEmpty() && (open.size() == batch || rotary != window.rotaryLength())) {
                    batches.add(open);
                    open = new ArrayList<>();
                }
                rotary = window.rotaryLength();
                open.add(new Piece(i, first, Math.min(rows, window.scored() - first)));
            }
        }
        if (!open.isEmpty()) {
            batches.add(open);
        }
        return batches;
    }
}
