/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a session's calls, several at a time; results come in the order of the calls. */
final class Workers implements AutoCloseable {
    private final ExecutorService threads;

    Workers(int count) {
        this.threads = Executors.newFixedThreadPool(count, runnable -> {
            var thread = new Thread(runnable, "scoring");
            thread.setDaemon(true);
            return thread;
        });
    }

    <T> List<T> run(List<Callable<T>> calls) {
        var results = new ArrayList<T>();
        try {
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while scoring", e);
        }
        return results;
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof OrtException e) {
            return new EngineException(e);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
