/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.Event.Advanced;
import io.github.dsemaven.exchange.Event.Began;
import io.github.dsemaven.exchange.Event.Noted;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Progress as one line of a terminal that is drawn over itself, and erased when there is something else to say. */
public final class ProgressBar implements Consumer<Event> {
    private static final int WIDTH = 20;
    private static final long INTERVAL = Duration.ofMillis(200).toNanos();
    private static final String ERASE = "\r\u001b[K";

    private final Log log;
    private final PrintStream terminal;
    private final LongSupplier nanoTime;
    private long last;
    private boolean drawn;

    /**
     * @param nanoTime a clock that never goes back, such as {@link System#nanoTime}
     */
    public ProgressBar(Log log, PrintStream terminal, LongSupplier nanoTime) {
        this.log = log;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong() - INTERVAL;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Advanced advanced) {
            draw(advanced);
            return;
        }
        erase();
        if (event instanceof Began began) {
            log.info(began.label());
        } else if (event instanceof Noted noted) {
            ProgressLog.note(log, noted);
        }
    }

    private void draw(Advanced progress) {
        long now = nanoTime.getAsLong();
        if (now - last < INTERVAL) {
            return;
        }
        last = now;
        int done = progress.totalWindows() == 0 ? 0 : (int) (WIDTH * progress.windows() / progress.totalWindows());
        terminal.print(ERASE + "[" + "=".repeat(done) + " ".repeat(WIDTH - done) + "] " + ProgressText.of(progress));
        terminal.flush();
        drawn = true;
    }

    private void erase() {
        if (drawn) {
            terminal.print(ERASE);
            terminal.flush();
            drawn = false;
        }
    }
}
