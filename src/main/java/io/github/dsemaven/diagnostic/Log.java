/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

/** Where services say what they do; goals pass Maven's log. */
public interface Log {
    /** One line for each artifact and one summary for each goal. */
    void info(String message);

    /** What the user should know about the data or the settings; true on every machine, so artifacts say it, too. */
    void warn(String message);

    /**
     * What the user should know about this machine, such as that its memory is short. Shown as a warning; no number changes
     * for it, so no artifact says it and nothing fails for it.
     */
    default void warnOfMachine(String message) {
        warn(message);
    }

    /** Timings and decisions, shown with {@code -X}. */
    void debug(String message);

    /** Says nothing. */
    static Log silent() {
        return new Log() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {}

            @Override
            public void debug(String message) {}
        };
    }
}
