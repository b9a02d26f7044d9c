/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Problem;
import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.Event.Began;
import io.github.dsemaven.exchange.Event.Ended;
import io.github.dsemaven.exchange.Outcome;
import io.github.dsemaven.exchange.Request;
import io.github.dsemaven.exchange.Request.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs evaluations in one fork, and in another for those that are left when the first dies: one that crashes costs its
 * own result, not the others'.
 */
public final class EvaluationRun {
    private final ForkCommand command;
    private final Consumer<Event> progress;
    private final Log log;
    private boolean began;
    private boolean endedWell = true;

    /**
     * @param progress shown as it comes: a {@link ProgressLog} or {@link ProgressBar}
     */
    public EvaluationRun(ForkCommand command, Consumer<Event> progress, Log log) {
        this.command = command;
        this.progress = progress;
        this.log = log;
    }

    /**
     * Runs every evaluation of a request. Outcome files that an earlier run left in its folder are removed first.
     *
     * @return one outcome for each, by its number
     */
    public Map<Integer, Outcome> run(Request request) throws InterruptedException {
        Map<Integer, Outcome> outcomes = new TreeMap<>();
        try {
            Files.createDirectories(request.folder());
            for (Task task : request.evaluations()) {
                Files.deleteIfExists(request.outcomeFile(task.number()));
            }
            List<Task> left = request.evaluations();
            while (!left.isEmpty()) {
                runOnce(request, left, outcomes);
                left = left.stream()
                        .filter(task -> !outcomes.containsKey(task.number()))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outcomes;
    }

    /** Whether any evaluation began: where none did, the fork could not even start. */
    boolean began() {
        return began;
    }

    /** Whether every fork ended as it should. */
    boolean endedWell() {
        return endedWell;
    }

    /** Adds at least one outcome. */
    private void runOnce(Request request, List<Task> tasks, Map<Integer, Outcome> outcomes)
            throws IOException, InterruptedException {
        Path file = request.folder().resolve("request.json");
        request.only(tasks).write(file);
        Watcher watcher = new Watcher();
        Fork fork = new Fork(command, request.folder().resolve("fork.log"));
        Fork.End end = fork.run(List.of(file.toString()), watcher, line -> log.debug("[fork] " + line));
        endedWell &= end.exitCode() == 0;
        if (!end.standardError().isEmpty()) {
            log.debug("[fork] " + end.standardError());
        }
        List<Task> without = new ArrayList<>();
        for (Task task : tasks) {
            Outcome.read(request.outcomeFile(task.number()))
                    .ifPresentOrElse(outcome -> outcomes.put(task.number(), outcome), () -> without.add(task));
        }
        if (!without.isEmpty()) {
            blame(end, watcher.current(), without, outcomes);
        }
    }

    /** The evaluation that was running failed; where none was, the fork itself does not work and so all of them. */
    private static void blame(Fork.End end, OptionalInt running, List<Task> without, Map<Integer, Outcome> outcomes) {
        ForkFailure failure = ForkFailure.explain(end.exitCode(), end.standardError());
        for (Task task : without) {
            if (running.isEmpty() || running.getAsInt() == task.number()) {
                Problem problem = new Problem(place(task), failure.message(), failure.suggestion());
                outcomes.put(task.number(), Outcome.failed(List.of(problem)));
            }
        }
    }

    private static Place place(Task task) {
        String element = task.settings().element();
        return Place.of(element.isEmpty() ? "<evaluation>[" + (task.number() + 1) + "]" : element);
    }

    /** Remembers which evaluation is running. */
    private final class Watcher implements Consumer<Event> {
        private int running = -1;

        @Override
        public void accept(Event event) {
            if (event instanceof Began first) {
                running = first.evaluation();
                began = true;
            } else if (event instanceof Ended) {
                running = -1;
            }
            progress.accept(event);
        }

        OptionalInt current() {
            return running < 0 ? OptionalInt.empty() : OptionalInt.of(running);
        }
    }
}
