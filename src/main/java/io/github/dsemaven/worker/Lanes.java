/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Runs numbered tasks on a few threads that each take the next one. Tasks write to places of their own. */
final class Lanes {
    private Lanes() {}

    /**
     * Returns when every task has ended, or none is running any more after one failed.
     *
     * @param lanes threads, the caller's among them
     */
    static void run(int lanes, int tasks, IntConsumer task) {
        runEach(lanes, tasks, lane -> task);
    }

    /** What runs the tasks of one lane. */
    interface Assignment {
        IntConsumer of(int lane);
    }

    /** The same where each lane has something of its own to run tasks with. */
    static void runEach(int lanes, int tasks, Assignment assignment) {
        var next = new AtomicInteger();
        var failure = new AtomicReference<RuntimeException>();
        List<Thread> threads = new ArrayList<>();
        for (int lane = 1; lane < Math.min(lanes, tasks); lane++) {
            IntConsumer own = assignment.of(lane);
            var thread = new Thread(() -> loop(next, tasks, own, failure), "lane-" + lane);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        loop(next, tasks, assignment.of(0), failure);
        threads.forEach(Lanes::join);
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private static void loop(
            AtomicInteger next, int tasks, IntConsumer task, AtomicReference<RuntimeException> failure) {
        try {
            for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                task.accept(i);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            next.set(tasks);
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
