/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

/** Where services say what they do; goals pass Maven's log. */
public interface Log {
    /** One line for each artifact and one summary for each goal. */
    void info(String message);

    /** What the user should know about the data or the settings. */
    void warn(String message);

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
