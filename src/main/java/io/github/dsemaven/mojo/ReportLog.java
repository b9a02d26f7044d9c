/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.figure.Warning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The log of several drawing goals that run as one: warnings come after all of them have run, and those that are normal for
 * sweeps, of lines that lie upon each other, as one line below the others.
 */
final class ReportLog implements Log {
    private static final String NOTHING = "Nothing to draw";

    private final Log log;
    private final Set<String> said = new HashSet<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> identical = new ArrayList<>();

    ReportLog(Log log) {
        this.log = log;
    }

    @Override
    public void info(String message) {
        if (!message.startsWith(NOTHING) || said.add(message)) {
            log.info(message);
        }
    }

    @Override
    public void warn(String message) {
        (message.contains(Warning.IDENTICAL) ? identical : warnings).add(message);
    }

    @Override
    public void warnOfMachine(String message) {
        log.warnOfMachine(message);
    }

    @Override
    public void debug(String message) {
        log.debug(message);
    }

    /** Tells what was warned of. */
    void end() {
        warnings.forEach(log::warn);
        if (identical.size() == 1) {
            log.warn(identical.get(0));
        } else if (!identical.isEmpty()) {
            log.warn(Warning.IDENTICAL
                    + String.join(
                            "; in ", identical.stream().map(ReportLog::figures).toList()));
        }
    }

    private static String figures(String warning) {
        return warning.substring(warning.indexOf(Warning.IDENTICAL) + Warning.IDENTICAL.length());
    }
}
