/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

/** Watches its parent as the worker does, prints its process id and sleeps. */
public final class ParentWatchProbe {
    private ParentWatchProbe() {}

    /** Ends only with its parent, or after a minute so that a failing test leaves nothing behind. */
    public static void main(String[] arguments) throws InterruptedException {
        ParentWatch.start(System.in);
        System.out.println(ProcessHandle.current().pid());
        System.out.flush();
        Thread.sleep(60_000);
    }
}
