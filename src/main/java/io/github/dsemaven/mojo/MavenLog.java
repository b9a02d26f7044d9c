/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Printable;
import java.nio.file.Path;

/**
 * The services' log on Maven's. A build tells each warning once, whatever goals, executions and modules come upon it:
 * those of the machine once for all modules, others once for each, which is named where there are several.
 *
 * @param base folder that the names of files start from
 * @param module name of the project with a colon, or the empty string where there is only one
 */
record MavenLog(
        org.apache.maven.plugin.logging.Log log,
        Told told,
        Path base,
        String module,
        GoalNames goals,
        Annotations annotations)
        implements Log {
    @Override
    public void info(String message) {
        log.info(goals.in(Printable.line(message)));
    }

    @Override
    public void warn(String message) {
        Place place = Mentioned.place(message, base);
        if (told.first(place.subject().isEmpty() ? module + message : absolute(place, message))) {
            String line = goals.in(Printable.line(message));
            log.warn(module + line);
            if (log.isWarnEnabled()) {
                annotations.warning(place, line);
            }
        }
    }

    @Override
    public void warnOfMachine(String message) {
        if (told.first(message)) {
            log.warn(goals.in(Printable.line(message)));
        }
    }

    @Override
    public void debug(String message) {
        log.debug(Printable.lines(message));
    }

    /** Modules have files of the same name, and one file by several names. */
    private String absolute(Place place, String message) {
        return base.resolve(place.subject()).toAbsolutePath().normalize()
                + message.substring(place.subject().length());
    }
}
