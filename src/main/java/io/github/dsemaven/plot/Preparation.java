/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What the first goal of a build that draws gains from and later ones do not, as it is loaded by then: done once, on a thread
 * of its own that ends before the goal does, for Maven closes the plugin's class path after the build.
 */
public final class Preparation {
    private final AtomicReference<Thread> thread = new AtomicReference<>();

    /** Begins, unless an earlier goal has. */
    void begin(Runnable work) {
        var fresh = new Thread(() -> quietly(work), "dse-prepare");
        fresh.setDaemon(true);
        if (thread.compareAndSet(null, fresh)) {
            fresh.start();
        }
    }

    /** Waits until what was begun has ended. */
    void end() {
        Thread begun = thread.get();
        if (begun != null) {
            try {
                begun.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What fails here fails again where a figure needs it, and is told there. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            // see above
        }
    }
}
