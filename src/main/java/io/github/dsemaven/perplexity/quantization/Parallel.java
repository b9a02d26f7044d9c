/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.quantization;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Runs independent tasks on so many threads; tasks write to places of their own, so the result doesn't depend on how many. */
public final class Parallel {
    private Parallel() {}

    /**
     * Returns when every task has ended, or none is running any more after one failed.
     *
     * @param threads at least 1; the calling thread is one of them
     * @param tasks number of tasks
     * @param worker makes for each thread what runs a task by its number, with buffers of its own
     */
    public static void run(int threads, int tasks, Supplier<IntConsumer> worker) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
        var next = new AtomicInteger();
        var failure = new AtomicReference<Throwable>();
        Runnable loop = () -> {
            try {
                IntConsumer own = worker.get();
                for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
                    own.accept(task);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                next.set(tasks);
            }
        };
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, tasks); i++) {
            var helper = new Thread(loop, "parallel-" + i);
            helper.setDaemon(true);
            helper.start();
            helpers.add(helper);
        }
        loop.run();
        helpers.forEach(Parallel::join);
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }

    private static void join(Thread helper) {
        boolean interrupted = false;
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
