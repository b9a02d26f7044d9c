/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.exchange.Request.Task;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Main class of the forked JVM: {@code Main request.json}. */
public final class Main {
    private Main() {}

    /** Runs the evaluations of a request; exits with 0 also when some of them failed, which their outcomes say. */
    public static void main(String[] arguments) throws IOException {
        // Events have standard output to themselves: what libraries print there goes to standard error.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        ParentWatch.start(System.in);
        run(Request.read(Path.of(arguments[0])), new EventLog(out));
        // Not a return: threads of native libraries would keep this process alive.
        System.exit(0);
    }

    /** Runs the evaluations of a request in this JVM. */
    static void run(Request request, EventLog log) throws IOException {
        try (Evaluator evaluator = new Evaluator(request, log)) {
            for (Task task : together(request.evaluations())) {
                run(request, task, evaluator, log);
            }
        }
    }

    private static void run(Request request, Task task, Evaluator evaluator, EventLog log) throws IOException {
        String title = task.evaluation().title() + ", on " + task.deviceLabel();
        if (!task.devices().isEmpty()) {
            log.send(new Event.Began(task.number(), title));
        }
        Path file = request.outcomeFile(task.number());
        try {
            if (task.devices().isEmpty()) {
                evaluator.check(task);
                Outcome.writeProblems(file, List.of());
            } else {
                Outcome.writeResult(file, evaluator.evaluate(task).toMap());
            }
        } catch (DseException e) {
            Outcome.writeProblems(file, e.problems());
        } catch (IOException e) {
            Outcome.writeProblems(
                    file,
                    List.of(new Problem(
                            Place.of(title),
                            "a file can't be read or written (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                                    + ")",
                            Suggestions.writable())));
        } catch (RuntimeException e) {
            // A fault of ours or of ONNX Runtime: its trace goes to the log, and the other evaluations still run.
            e.printStackTrace();
            evaluator.close();
            Outcome.writeProblems(
                    file,
                    List.of(new Problem(
                            Place.of(title),
                            "failed unexpectedly (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                            Suggestions.ourFault())));
        }
        log.send(new Event.Ended(task.number()));
    }

    /** Those of one model and scheme one after the other, so that it is loaded once; otherwise as in the POM. */
    private static List<Task> together(List<Task> tasks) {
        Map<List<String>, Integer> first = new LinkedHashMap<>();
        for (Task task : tasks) {
            first.putIfAbsent(model(task), task.number());
        }
        return tasks.stream()
                .sorted(Comparator.comparing(task -> first.get(model(task))))
                .toList();
    }

    private static List<String> model(Task task) {
        return List.of(
                task.deviceLabel(),
                task.settings().value("hfModel").orElse(""),
                task.settings().value("quantization").orElse(""),
                task.settings().value("dtype").orElse(""),
                task.settings().value("batch").orElse(""),
                task.settings().value("lowMemory").orElse(""));
    }
}
