/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.Event.Advanced;
import io.github.dsemaven.exchange.Event.Began;
import io.github.dsemaven.exchange.Event.Ended;
import io.github.dsemaven.exchange.Event.Noted;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Progress as log lines: what a CI log can bear, at most one every ten seconds. */
public final class ProgressLog implements Consumer<Event> {
    private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

    private final Log log;
    private final LongSupplier nanoTime;
    private long last;

    /**
     * @param nanoTime a clock that never goes back, such as {@link System#nanoTime}
     */
    public ProgressLog(Log log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Began began) {
            log.info(began.label());
            last = nanoTime.getAsLong();
        } else if (event instanceof Advanced advanced) {
            long now = nanoTime.getAsLong();
            if (now - last >= INTERVAL) {
                last = now;
                log.info("  " + ProgressText.of(advanced));
            }
        } else if (event instanceof Noted noted) {
            note(log, noted);
        } else if (event instanceof Ended) {
            last = nanoTime.getAsLong();
        }
    }

    static void note(Log log, Noted noted) {
        switch (noted.level()) {
            case DEBUG -> log.debug(noted.text());
            case INFO -> log.info(noted.text());
            case WARN -> log.warn(noted.text());
            case WARN_OF_MACHINE -> log.warnOfMachine(noted.text());
        }
    }
}
