/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.exchange.Request.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A worker that does what the model's name of each evaluation says, without native code. */
public final class FakeWorker {
    private FakeWorker() {}

    /** As the real worker is started. */
    public static void main(String[] arguments) throws IOException {
        Request request = Request.read(Path.of(arguments[0]));
        for (Task task : request.evaluations()) {
            String act = task.settings().value("hfModel").orElseThrow();
            if ("crash before the start".equals(act)) {
                System.err.println("java.lang.UnsatisfiedLinkError: libfake.so: /lib/libc.so.6: version `GLIBC_2.28' "
                        + "not found (required by libfake.so)");
                Runtime.getRuntime().halt(1);
            }
            System.out.println(new Event.Began(task.number(), act).line());
            act(act);
            Outcome.writeResult(
                    request.outcomeFile(task.number()),
                    Map.of("pid", ProcessHandle.current().pid()));
            System.out.println(new Event.Ended(task.number()).line());
        }
    }

    private static void act(String act) {
        switch (act) {
            case "exit" -> Runtime.getRuntime().halt(42);
            case "killed" -> kill("-KILL");
            case "aborted" -> kill("-ABRT");
            case "out of heap" -> fillHeap();
            case "noise" -> {
                System.out.println("a library says hello");
                System.err.println("a native library warns");
            }
            case "warnings" -> {
                note(Event.Level.WARN, "beyond the model's positions");
                note(Event.Level.WARN_OF_MACHINE, "little memory: 4 windows a call instead of 8");
            }
            default -> {
                // Succeeds.
            }
        }
    }

    private static void note(Event.Level level, String text) {
        System.out.println(new Event.Noted(level, text).line());
    }

    private static void fillHeap() {
        List<long[]> blocks = new ArrayList<>();
        while (true) {
            blocks.add(new long[1 << 20]);
        }
    }

    private static void kill(String signal) {
        try {
            new ProcessBuilder(
                            "kill",
                            signal,
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            Thread.sleep(10_000);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
