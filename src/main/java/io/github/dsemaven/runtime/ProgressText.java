/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.exchange.Event.Advanced;
import java.util.Locale;

/** How far an evaluation has come, as a person reads it. */
final class ProgressText {
    private ProgressText() {}

    /** {@code 120 of 780 windows, 8.1 k tokens/s, perplexity 21.33 so far, 0:45 left}. */
    static String of(Advanced progress) {
        return String.format(
                Locale.ROOT,
                "%d of %d windows, %s tokens/s, perplexity %.4g so far, %s left",
                progress.windows(),
                progress.totalWindows(),
                speed(progress.tokensPerSecond()),
                Math.exp(progress.meanNll()),
                duration(progress.secondsLeft()));
    }

    private static String speed(double tokensPerSecond) {
        return tokensPerSecond < 1000
                ? String.format(Locale.ROOT, "%.0f", tokensPerSecond)
                : String.format(Locale.ROOT, "%.1f k", tokensPerSecond / 1000);
    }

    private static String duration(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
