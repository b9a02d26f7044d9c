/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.exchange.Event;
import java.io.PrintStream;

/** Sends events to Maven, one line each; a log of which every message is an event. */
final class EventLog implements Log {
    private final PrintStream out;

    EventLog(PrintStream out) {
        this.out = out;
    }

    /** Sends an event. */
    void send(Event event) {
        out.println(event.line());
        out.flush();
    }

    @Override
    public void info(String message) {
        send(new Event.Noted(Event.Level.INFO, message));
    }

    @Override
    public void warn(String message) {
        send(new Event.Noted(Event.Level.WARN, message));
    }

    @Override
    public void warnOfMachine(String message) {
        send(new Event.Noted(Event.Level.WARN_OF_MACHINE, message));
    }

    @Override
    public void debug(String message) {
        send(new Event.Noted(Event.Level.DEBUG, message));
    }
}
