/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which windows a text is cut into, and how their losses become one perplexity. With L tokens, maximal length W and stride S:
 *
 * <ul>
 *   <li>{@link #SOURCE}: for i = 0, S, 2S ... the window {@code [max(i + S - W, 0), min(i + S, L))} scores its last
 *       {@code t = min(i + S, L) - i} tokens; perplexity is exp(sum of mean loss x t / sum of t). A window that begins at its
 *       first target scores one token less, yet counts for t.
 *   <li>{@link #EXACT}: the same windows; exp(total negative log-likelihood / tokens scored).
 *   <li>{@link #HF}: windows {@code [kS, min(kS + W, L))} until the end is reached, each scoring what the one before did not;
 *       every mean loss counts for one token less than the window's targets, as in the transformers document since 4.46.
 *   <li>{@link #DISJOINT}: {@code floor(L / W)} windows side by side, the rest of the text dropped (a text shorter than W is
 *       one window); the stride plays no part.
 * </ul>
 *
 * A window of a single token has nothing to predict it from: it scores nothing and counts for nothing, where the source
 * script's result would be NaN.
 */
public enum Protocol {
    SOURCE,
    EXACT,
    HF,
    DISJOINT;

    /** {@code source}, {@code exact}, {@code hf} or {@code disjoint}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The valid texts, the default first. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(Protocol::text).toList();
    }

    /**
     * @throws DseException for an unknown name: lists the valid ones
     */
    public static Protocol parse(Place place, String text) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.text().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new DseException(
                        place, "unknown protocol \"" + text.strip() + "\"", Suggestions.validValues(text, texts())));
    }

    /** The stride that matters: windows of {@link #DISJOINT} lie a whole length apart, whatever the setting. */
    public int effectiveStride(int maxLength, int stride) {
        return this == DISJOINT ? maxLength : stride;
    }

    /**
     * The windows of a text.
     *
     * @param tokens at least 2
     * @param maxLength longest window, at least 2
     * @param stride 1 to {@code maxLength}
     */
    public List<Window> windows(int tokens, int maxLength, int stride) {
        if (tokens < 2 || maxLength < 2 || stride < 1 || stride > maxLength) {
            throw new IllegalArgumentException(tokens + " tokens, " + maxLength + "/" + stride);
        }
        return switch (this) {
            case SOURCE, EXACT -> trailing(tokens, maxLength, stride);
            case HF -> leading(tokens, maxLength, stride);
            case DISJOINT -> disjoint(tokens, maxLength);
        };
    }

    private static List<Window> trailing(int tokens, int maxLength, int stride) {
        List<Window> windows = new ArrayList<>();
        for (long i = 0; i < tokens; i += stride) {
            int begin = (int) Math.max(i + stride - maxLength, 0);
            int end = (int) Math.min(i + stride, tokens);
            int target = (int) (end - i);
            int firstScored = Math.max((int) i, begin + 1);
            windows.add(new Window(windows.size(), begin, end, firstScored, firstScored < end ? target : 0));
        }
        return windows;
    }

    private static List<Window> leading(int tokens, int maxLength, int stride) {
        List<Window> windows = new ArrayList<>();
        int previousEnd = 0;
        for (long begin = 0; previousEnd < tokens; begin += stride) {
            int end = (int) Math.min(begin + maxLength, tokens);
            int firstScored = Math.max(previousEnd, (int) begin + 1);
            windows.add(new Window(windows.size(), (int) begin, end, firstScored, end - previousEnd - 1));
            previousEnd = end;
        }
        return windows;
    }

    private static List<Window> disjoint(int tokens, int maxLength) {
        List<Window> windows = new ArrayList<>();
        int count = Math.max(1, tokens / maxLength);
        for (int k = 0; k < count; k++) {
            int begin = k * maxLength;
            int end = Math.min(begin + maxLength, tokens);
            windows.add(new Window(k, begin, end, begin + 1, end - begin - 1));
        }
        return windows;
    }
}
