/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A log that remembers its warnings, for artifacts and for those who want them to be failures; but not of the machine. */
final class RememberedWarnings implements Log {
    private final Log log;
    private final Consumer<String> shown;
    private final List<String> warnings = new ArrayList<>();

    RememberedWarnings(Log log) {
        this(log, log::warn);
    }

    /**
     * @param shown takes each warning after it was remembered
     */
    RememberedWarnings(Log log, Consumer<String> shown) {
        this.log = log;
        this.shown = shown;
    }

    @Override
    public void info(String message) {
        log.info(message);
    }

    @Override
    public void warn(String message) {
        warnings.add(message);
        shown.accept(message);
    }

    @Override
    public void warnOfMachine(String message) {
        log.warnOfMachine(message);
    }

    @Override
    public void debug(String message) {
        log.debug(message);
    }

    /** Every warning so far. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
