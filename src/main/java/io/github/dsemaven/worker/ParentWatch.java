/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this JVM when its standard input ends. The parent holds the other end and never writes: the system closes it
 * when the parent is gone, however it went, so no child outlives a killed Maven.
 */
final class ParentWatch {
    /** As if the terminal had hung up: 128 + SIGHUP. */
    static final int ORPHANED = 129;

    private ParentWatch() {}

    /** Starts watching in the background. */
    static void start(InputStream standardInput) {
        Thread watch = new Thread(() -> await(standardInput), "parent watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void await(InputStream standardInput) {
        try {
            while (standardInput.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // A broken pipe says the same as its end.
        }
        // Not exit(): shutdown hooks of native libraries may wait for the computation that is to be stopped.
        Runtime.getRuntime().halt(ORPHANED);
    }
}
