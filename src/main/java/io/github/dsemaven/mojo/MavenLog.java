/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Log;

/** The services' log on Maven's. */
record MavenLog(org.apache.maven.plugin.logging.Log log) implements Log {
    @Override
    public void info(String message) {
        log.info(message);
    }

    @Override
    public void warn(String message) {
        log.warn(message);
    }

    @Override
    public void debug(String message) {
        log.debug(message);
    }
}
