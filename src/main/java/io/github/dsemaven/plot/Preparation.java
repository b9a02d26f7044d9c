/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import java.util.concurrent.atomic.AtomicBoolean;

/** What the first goal of a build that draws gains from and later ones do not, as it is loaded by then: begun once. */
public final class Preparation {
    private final AtomicBoolean begun = new AtomicBoolean();

    /** Begins, unless an earlier goal has. */
    void begin(Runnable work) {
        if (begun.compareAndSet(false, true)) {
            work.run();
        }
    }
}
